import { describe, expect, it } from 'vitest'
import { isHere, kinds } from '../db/testing/databases'
import { KEY, problemFrom, save, scripted } from '../testing/scripted-engine'

const SET = { key: 'a', from: null, to: '1' }

describe.each(kinds)('the same Idempotency-Key, on %s', (kind) => {
  const test = it.skipIf(!isHere(kind))

  test('fifty times at once is one change with one effect', async () => {
    const { ctx, writes } = await scripted([], {}, kind)
    const answers = await Promise.all(Array.from({ length: 50 }, () => save(ctx, [SET])))
    expect(new Set(answers.map(({ change }) => change.id)).size).toBe(1)
    expect(writes()).toEqual(['set a'])
    expect((await save(ctx, [SET])).change.outcome).toBe('applied')
    expect((await ctx.history.list({ limit: 10 })).changes).toHaveLength(1)
  })

  test('with another body is refused, whatever became of the first', async () => {
    const { ctx, writes } = await scripted([], {}, kind)
    await save(ctx, [SET])
    const problem = await problemFrom(save(ctx, [{ ...SET, to: '2' }]))
    expect(problem.code).toBe('save.key-reused')
    expect(writes()).toEqual(['set a'])
  })

  test('used again is answered as the first time, also when it was refused', async () => {
    const { ctx, calls } = await scripted([{ key: 'a', value: 'theirs' }], {}, kind)
    const changes = [{ key: 'a', from: 'was', to: 'mine' }]
    const first = await problemFrom(save(ctx, changes))
    const again = await problemFrom(save(ctx, changes))
    expect([again.code, again.details.theirs]).toEqual([first.code, first.details.theirs])
    expect(calls).toEqual(['read'])
  })

  test('of another person is another change', async () => {
    const { ctx } = await scripted([], {}, kind)
    const mine = await save(ctx, [SET], { idempotencyKey: KEY })
    const theirs = await save({ ...ctx, actor: { ...ctx.actor, id: 'b' } }, [SET])
    expect(theirs.change.id).not.toBe(mine.change.id)
  })

  test('fifty different saves of one room at once leave each settled or refused as busy', async () => {
    const { ctx, room } = await scripted([], {}, kind)
    const ended = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) =>
        save(ctx, [{ key: 'a', from: null, to: String(at) }], {
          idempotencyKey: `00000000-0000-4000-8000-0000000001${String(at).padStart(2, '0')}`,
        }),
      ),
    )
    const applied = ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value.change] : []))
    expect(applied.map(({ outcome }) => outcome)).toEqual(['applied'])
    expect(room.get('a')).toBe(applied[0]?.changes[0]?.to)
    const codes = new Set(
      ended.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : [])),
    )
    expect([...codes].every((code) => code === 'room.busy' || code === 'room.changed')).toBe(true)
  })
})
