import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Call } from '../db/mappers'
import { isHere, kinds } from '../db/testing/databases'
import type { Context } from '../http/context'
import { problemFrom, save, scripted } from '../testing/scripted-engine'
import { recoverStale } from './recovery'

const SET: KeyChange = { key: 'a', from: null, to: '1' }
const DELETE: KeyChange = { key: 'old', from: 'x', to: null }
const OLD = { key: 'old', value: 'x' }
/** A call made half a minute ago; what came back is on record only where it is said. */
const call = (step: Call['step'], more: Partial<Call> = {}): Call => ({
  step,
  sentAt: new Date(Date.now() - 30_000).toISOString(),
  class: null,
  code: null,
  requestId: null,
  ms: null,
  ...more,
})

/** A row whose process is gone, with the calls it had put on record. */
async function left(ctx: Context, changes: KeyChange[], calls: Call[]) {
  const { entry } = await ctx.journal.begin({
    room: 'r',
    by: { id: 'ada', name: 'Ada' },
    note: null,
    changes,
    restores: null,
    idempotencyKey: randomUUID(),
  })
  await ctx.database.kysely
    .updateTable('changes')
    .set({ holder: 'gone', heartbeat_at: 0, calls: JSON.stringify(calls) })
    .execute()
  return async () => {
    await recoverStale(ctx)
    const found = await ctx.journal.find(entry.change.id)
    if (!found) throw new Error('a row is never lost')
    return found
  }
}

describe.each(kinds)('a row that its process left behind, on %s', (kind) => {
  const test = it.skipIf(!isHere(kind))

  test('of which nothing was sent is not applied', async () => {
    const { ctx, calls } = await scripted([], {}, kind)
    const recover = await left(ctx, [SET], [])
    const { change, problem } = await recover()
    expect([change.outcome, problem?.code]).toEqual(['not-applied', 'save.interrupted'])
    expect(calls).toEqual([])
  })

  test('is applied when the room shows it, and nothing is written again', async () => {
    const { ctx, writes } = await scripted([{ key: 'a', value: '1' }], {}, kind)
    const recover = await left(ctx, [SET], [call('set')])
    const { change, after } = await recover()
    expect(change.outcome).toBe('applied')
    expect(after).toEqual([{ key: 'a', value: '1' }])
    expect(writes()).toEqual([])
  })

  test('is not applied when the room does not show it and it cannot come any more', async () => {
    const { ctx, writes } = await scripted([], {}, kind)
    const recover = await left(ctx, [SET], [call('set')])
    const { change, problem } = await recover()
    expect([change.outcome, problem?.code]).toEqual(['not-applied', 'engine.no-answer'])
    expect(writes()).toEqual([])
  })

  test('keeps the room taken while a late write may still come', async () => {
    const { ctx } = await scripted([], {}, kind)
    const recover = await left(ctx, [SET], [call('set', { sentAt: new Date().toISOString() })])
    expect((await recover()).change).toMatchObject({ outcome: 'unknown', settledAt: null })
    const problem = await problemFrom(save(ctx, [SET]))
    expect(problem.code).toBe('room.busy')
  })

  test('is partly applied when only its first half was sent', async () => {
    const { ctx, writes } = await scripted([{ key: 'a', value: '1' }, OLD], {}, kind)
    const recover = await left(ctx, [SET, DELETE], [call('set', { class: 'ok', code: 0 })])
    const { change } = await recover()
    expect(change.outcome).toBe('partial')
    expect(change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
    expect(writes()).toEqual([])
  })

  test('is judged by whether its deleted keys are back, when they were being put back', async () => {
    const sent = [
      call('delete', { class: 'ok', code: 0 }),
      call('set', { class: 'forbidden', code: 1 }),
      call('put-back'),
    ]
    const back = await scripted([OLD], {}, kind)
    const undone = await (await left(back.ctx, [SET, DELETE], sent))()
    expect([undone.change.outcome, undone.problem?.code]).toEqual([
      'not-applied',
      'engine.no-answer',
    ])
    const away = await scripted([], {}, kind)
    expect((await (await left(away.ctx, [SET, DELETE], sent))()).change.outcome).toBe('partial')
  })

  test('stays with a process that is alive', async () => {
    const { ctx } = await scripted([], {}, kind)
    const recover = await left(ctx, [SET], [])
    await ctx.database.kysely
      .updateTable('changes')
      .set({ heartbeat_at: ctx.database.clock })
      .execute()
    expect((await recover()).change.outcome).toBe('pending')
  })

  test('is not touched any more by a process that was paused and comes back', async () => {
    const { ctx, writes } = await scripted([], {}, kind)
    const read = ctx.engine.readMetadata
    // The pause: while it reads, its heartbeat stops for long enough and another process settles the row.
    ctx.engine.readMetadata = async (...asked) => {
      ctx.engine.readMetadata = read
      await ctx.database.kysely.updateTable('changes').set({ heartbeat_at: 0 }).execute()
      await recoverStale(ctx)
      return read(...asked)
    }
    const problem = await problemFrom(save(ctx, [SET]))
    expect([problem.code, problem.details.change?.outcome]).toEqual([
      'save.interrupted',
      'not-applied',
    ])
    expect(writes()).toEqual([])
  })
})
