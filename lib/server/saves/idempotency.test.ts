import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { isAvailable, kinds } from '../db/testing/databases'
import { createScriptedContext, KEY, problemFrom, save } from '../testing/scripted-engine'

const SET = { key: 'a', from: null, to: '1' }
const unavailable = new Problem('journal.unavailable')

describe.each(kinds)('a repeated Idempotency-Key on %s', (kind) => {
  const test = it.skipIf(!isAvailable(kind))

  test('makes one change with one effect when sent fifty times at once', async () => {
    const { ctx, writes } = await createScriptedContext([], {}, kind)
    const responses = await Promise.all(Array.from({ length: 50 }, () => save(ctx, [SET])))
    expect(new Set(responses.map(({ change }) => change.id)).size).toBe(1)
    expect(writes()).toEqual(['set a'])
    expect((await save(ctx, [SET])).change.outcome).toBe('applied')
    expect((await ctx.history.list({ limit: 10 })).changes).toHaveLength(1)
  })

  test('is refused with another body, whatever the outcome of the first', async () => {
    const { ctx, writes } = await createScriptedContext([], {}, kind)
    await save(ctx, [SET])
    const problem = await problemFrom(save(ctx, [{ ...SET, to: '2' }]))
    expect(problem.code).toBe('save.key-reused')
    expect(writes()).toEqual(['set a'])
  })

  test('is refused with other acknowledged warnings, whatever their order', async () => {
    const { ctx } = await createScriptedContext([{ key: 'a', value: '5' }], {}, kind)
    const changes = [{ key: 'a', from: '5', to: 'five ' }]
    const acknowledged = [
      { key: 'a', warning: 'number-broken' },
      { key: 'a', warning: 'value-spaces' },
    ] as const
    const { change } = await save(ctx, changes, { acknowledged: [...acknowledged] })
    expect(change.changes).toEqual([
      { ...changes[0], acknowledged: ['number-broken', 'value-spaces'] },
    ])
    const again = await save(ctx, changes, { acknowledged: [...acknowledged].reverse() })
    expect(again.change).toEqual(change)
    expect((await problemFrom(save(ctx, changes))).code).toBe('save.key-reused')
  })

  test('gets the same response again, also after a refusal', async () => {
    const { ctx, calls } = await createScriptedContext([{ key: 'a', value: 'theirs' }], {}, kind)
    const changes = [{ key: 'a', from: 'was', to: 'mine' }]
    const first = await problemFrom(save(ctx, changes))
    const again = await problemFrom(save(ctx, changes))
    expect([again.code, again.details.theirs]).toEqual([first.code, first.details.theirs])
    expect(calls).toEqual(['read'])
  })

  test('gets the outcome of the first save while the journal can be read but not written', async () => {
    const { ctx, writes } = await createScriptedContext([], {}, kind)
    const first = await save(ctx, [SET])
    ctx.journal.insertPending = () => Promise.reject(unavailable)
    expect(await save(ctx, [SET])).toEqual(first)
    const reused = await problemFrom(save(ctx, [{ ...SET, to: '2' }]))
    expect(reused.code).toBe('save.key-reused')
    const another = save(ctx, [SET], { idempotencyKey: KEY.replace(/1$/, '2') })
    expect(await problemFrom(another)).toBe(unavailable)
    expect(writes()).toEqual(['set a'])
  })

  test('finds a copy of the request that began while this one could not', async () => {
    const { ctx, writes } = await createScriptedContext([], {}, kind)
    const { insertPending } = ctx.journal
    ctx.journal.insertPending = async (newChange) => {
      await insertPending(newChange)
      throw unavailable
    }
    const { change } = await save(ctx, [SET])
    expect(change).toMatchObject({ outcome: 'pending', settledAt: null })
    expect(writes()).toEqual([])
  })

  test('learns only that nothing was sent while the journal cannot be read', async () => {
    const { ctx, calls } = await createScriptedContext([], {}, kind)
    ctx.journal.findRepeat = () => Promise.reject(unavailable)
    const problem = await problemFrom(save(ctx, [SET]))
    expect([problem, problem.details.change]).toEqual([unavailable, undefined])
    expect(calls).toEqual([])
  })

  test('makes another change for another person', async () => {
    const { ctx } = await createScriptedContext([], {}, kind)
    const mine = await save(ctx, [SET], { idempotencyKey: KEY })
    const theirs = await save({ ...ctx, actor: { ...ctx.actor, id: 'b' } }, [SET])
    expect(theirs.change.id).not.toBe(mine.change.id)
  })

  test('is different for fifty saves of one room: each is settled or refused as busy', async () => {
    const { ctx, room } = await createScriptedContext([], {}, kind)
    const settledPromises = await Promise.allSettled(
      Array.from({ length: 50 }, async (_, index) => {
        for (;;) {
          const changes = [{ key: 'a', from: null, to: String(index) }]
          const saving = save(ctx, changes, { idempotencyKey: randomUUID() })
          const isUnavailable = await saving.then(
            () => false,
            ({ code }: Problem) => code === 'journal.unavailable',
          )
          // People try again if the store of a busy machine cannot journal the save in time.
          if (!isUnavailable) return saving
        }
      }),
    )
    const applied = settledPromises.flatMap((end) =>
      end.status === 'fulfilled' ? [end.value.change] : [],
    )
    expect(applied.map(({ outcome }) => outcome)).toEqual(['applied'])
    expect(room.get('a')).toBe(applied[0]?.changes[0]?.to)
    const codes = new Set(
      settledPromises.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : [])),
    )
    expect([...codes].every((code) => code === 'room.busy' || code === 'room.changed')).toBe(true)
  })
})
