import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Call } from '../db/mappers'
import { isAvailable, kinds } from '../db/testing/databases'
import type { Context } from '../http/context'
import { createScriptedContext, problemFrom, save } from '../testing/scripted-engine'
import { createExpiredFinder, createUnheldFinder, LEASE_EXPIRY_MS } from './abandoned-changes'
import { recoverChanges } from './recovery'

const SET: KeyChange = { key: 'a', from: null, to: '1' }
const DELETE: KeyChange = { key: 'old', from: 'x', to: null }
const OLD = { key: 'old', value: 'x' }
/** A call without a recorded reply unless `more` contains one. */
const recordedCall = (step: Call['step'], more: Partial<Call> = {}): Call => ({
  step,
  sentAt: new Date(0).toISOString(),
  class: null,
  code: null,
  requestId: null,
  ms: null,
  ...more,
})

/**
 * Recovers the changes of the context as another replica that has watched them until a lease
 * expires. `meanwhile` runs during that time.
 */
async function recoverExpired(ctx: Context, meanwhile = async () => {}) {
  let watchedMs = -LEASE_EXPIRY_MS - 1
  const find = createExpiredFinder(ctx, () => performance.now() + watchedMs)
  expect(await find()).toEqual([])
  await meanwhile()
  watchedMs = 0
  await recoverChanges(ctx, await find())
}

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
    .set({ holder: 'gone', calls: JSON.stringify(calls) })
    .execute()
  return async (recover = recoverExpired) => {
    await recover(ctx)
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
    const recover = await insertStaleRow(ctx, [SET], [recordedCall('set')])
    const { change } = await recover(async () => {
      const find = createUnheldFinder(ctx, performance.now())
      await recoverChanges(ctx, await find())
    })
    expect(change).toMatchObject({ outcome: 'unknown', settledAt: null })
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
    const { change } = await recover(() =>
      recoverExpired(ctx, async () => {
        const changed = { heartbeat_at: sql<number>`heartbeat_at + 1` }
        await ctx.database.kysely.updateTable('changes').set(changed).execute()
      }),
    )
    expect(change.outcome).toBe('pending')
  })

  test.each([600_000, -600_000])(
    'stays with a process that is running when the wall clock steps by %i ms',
    async (stepMs) => {
      const { ctx } = await createScriptedContext([], {}, kind)
      const recover = await insertStaleRow(ctx, [SET], [])
      const { change } = await recover(() =>
        recoverExpired(ctx, async () => {
          const changed = { heartbeat_at: sql<number>`heartbeat_at + ${stepMs}` }
          await ctx.database.kysely.updateTable('changes').set(changed).execute()
        }),
      )
      expect(change.outcome).toBe('pending')
    },
  )

  test('is taken over in time if its last heartbeat is stamped in the future', async () => {
    const { ctx } = await createScriptedContext([], {}, kind)
    const recover = await insertStaleRow(ctx, [SET], [])
    await ctx.database.kysely
      .updateTable('changes')
      .set({ heartbeat_at: Date.now() + 600_000 })
      .execute()
    expect((await recover()).change.outcome).toBe('not-applied')
  })

  test('is not touched by a process that continues after a pause', async () => {
    const { ctx, writes } = await createScriptedContext([], {}, kind)
    const read = ctx.engine.readMetadata
    // The pause: during the read the heartbeat expires, and another process settles the row.
    ctx.engine.readMetadata = async (...args) => {
      ctx.engine.readMetadata = read
      await recoverExpired(ctx)
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
