import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Call } from '../db/mappers'
import { isAvailable, kinds } from '../db/testing/databases'
import type { Context } from '../http/context'
import { createScriptedContext, problemFrom, save } from '../testing/scripted-engine'
import { recoverStale } from './recovery'

const SET: KeyChange = { key: 'a', from: null, to: '1' }
const DELETE: KeyChange = { key: 'old', from: 'x', to: null }
const OLD = { key: 'old', value: 'x' }
/** A call half a minute ago, without a recorded reply unless `more` contains one. */
const recordedCall = (step: Call['step'], more: Partial<Call> = {}): Call => ({
  step,
  sentAt: new Date(Date.now() - 30_000).toISOString(),
  class: null,
  code: null,
  requestId: null,
  ms: null,
  ...more,
})

/**
 * Inserts the row of a process that is gone, with its recorded calls. Returns a function that
 * recovers it.
 */
async function insertStaleRow(ctx: Context, changes: KeyChange[], calls: Call[]) {
  const { record } = await ctx.journal.insertPending({
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
    const found = await ctx.journal.find(record.change.id)
    if (!found) throw new Error('the row is missing')
    return found
  }
}

describe.each(kinds)('an unsettled row of a process that is gone, on %s', (kind) => {
  const test = it.skipIf(!isAvailable(kind))

  test('is not applied if nothing was sent', async () => {
    const { ctx, calls } = await createScriptedContext([], {}, kind)
    const recover = await insertStaleRow(ctx, [SET], [])
    const { change, problem } = await recover()
    expect([change.outcome, problem?.code]).toEqual(['not-applied', 'save.interrupted'])
    expect(calls).toEqual([])
  })

  test('is applied if the room shows the change, and nothing is written again', async () => {
    const { ctx, writes } = await createScriptedContext([{ key: 'a', value: '1' }], {}, kind)
    const recover = await insertStaleRow(ctx, [SET], [recordedCall('set')])
    const { change, after } = await recover()
    expect(change.outcome).toBe('applied')
    expect(after).toEqual([{ key: 'a', value: '1' }])
    expect(writes()).toEqual([])
  })

  test('is not applied if the room does not show the change and the write is too old', async () => {
    const { ctx, writes } = await createScriptedContext([], {}, kind)
    const recover = await insertStaleRow(ctx, [SET], [recordedCall('set')])
    const { change, problem } = await recover()
    expect([change.outcome, problem?.code]).toEqual(['not-applied', 'engine.no-answer'])
    expect(writes()).toEqual([])
  })

  test('keeps the room locked while a late write can still be applied', async () => {
    const { ctx } = await createScriptedContext([], {}, kind)
    const recover = await insertStaleRow(
      ctx,
      [SET],
      [recordedCall('set', { sentAt: new Date().toISOString() })],
    )
    expect((await recover()).change).toMatchObject({ outcome: 'unknown', settledAt: null })
    const problem = await problemFrom(save(ctx, [SET]))
    expect(problem.code).toBe('room.busy')
  })

  test('is partial if only its first call was sent', async () => {
    const { ctx, writes } = await createScriptedContext([{ key: 'a', value: '1' }, OLD], {}, kind)
    const recover = await insertStaleRow(
      ctx,
      [SET, DELETE],
      [recordedCall('set', { class: 'ok', code: 0 })],
    )
    const { change } = await recover()
    expect(change.outcome).toBe('partial')
    expect(change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
    expect(writes()).toEqual([])
  })

  test('is settled by whether the deleted keys are back when their rollback got no reply', async () => {
    const sent = [
      recordedCall('delete', { class: 'ok', code: 0 }),
      recordedCall('set', { class: 'forbidden', code: 1 }),
      recordedCall('put-back'),
    ]
    const restored = await createScriptedContext([OLD], {}, kind)
    const rolledBack = await (await insertStaleRow(restored.ctx, [SET, DELETE], sent))()
    expect([rolledBack.change.outcome, rolledBack.problem?.code]).toEqual([
      'not-applied',
      'engine.no-answer',
    ])
    const missing = await createScriptedContext([], {}, kind)
    expect((await (await insertStaleRow(missing.ctx, [SET, DELETE], sent))()).change.outcome).toBe(
      'partial',
    )
  })

  test('stays with a process that is running', async () => {
    const { ctx } = await createScriptedContext([], {}, kind)
    const recover = await insertStaleRow(ctx, [SET], [])
    await ctx.database.kysely
      .updateTable('changes')
      .set({ heartbeat_at: ctx.database.clock })
      .execute()
    expect((await recover()).change.outcome).toBe('pending')
  })

  test('is not touched by a process that continues after a pause', async () => {
    const { ctx, writes } = await createScriptedContext([], {}, kind)
    const read = ctx.engine.readMetadata
    // The pause: during the read the heartbeat expires, and another process settles the row.
    ctx.engine.readMetadata = async (...args) => {
      ctx.engine.readMetadata = read
      await ctx.database.kysely.updateTable('changes').set({ heartbeat_at: 0 }).execute()
      await recoverStale(ctx)
      return read(...args)
    }
    const problem = await problemFrom(save(ctx, [SET]))
    expect([problem.code, problem.details.change?.outcome]).toEqual([
      'save.interrupted',
      'not-applied',
    ])
    expect(writes()).toEqual([])
  })
})
