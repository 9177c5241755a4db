import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Call } from '../db/mappers'
import type { Context } from '../http/context'
import { createScriptedContext } from '../testing/scripted-engine'
import { createUnheldFinder } from './abandoned-changes'
import { WRITE_EXPIRY_MS } from './outcome'
import { startRecovery } from './recovery'

const SET: KeyChange = { key: 'a', from: null, to: '1' }
const LOST_SET: Call = {
  step: 'set',
  sentAt: new Date(0).toISOString(),
  class: null,
  code: null,
  requestId: null,
  ms: null,
}

async function insertRow(ctx: Context) {
  const { record } = await ctx.journal.insertPending({
    room: `room ${randomUUID()}`,
    by: { id: 'ada', name: 'Ada' },
    note: null,
    changes: [SET],
    restores: null,
    idempotencyKey: randomUUID(),
  })
  return record.change.id
}

/** A row of an earlier process whose last heartbeat looks as if it were still to come. */
async function insertRowOfEarlierProcess(ctx: Context, calls: Call[] = []) {
  const id = await insertRow(ctx)
  await ctx.database.kysely
    .updateTable('changes')
    .set({ holder: 'gone', heartbeat_at: Date.now() + 600_000, calls: JSON.stringify(calls) })
    .where('id', '=', id)
    .execute()
  return id
}

/** Starts the recovery of a process that started `ageMs` ago. */
function restart(ctx: Context, ageMs: number) {
  onTestFinished(startRecovery(ctx, performance.now() - ageMs))
}

const outcomeOf = async (ctx: Context, id: string) => (await ctx.journal.find(id))?.change.outcome

describe('after a restart on the embedded store', () => {
  it('an unsettled change is taken over at once, whatever its heartbeat says', async () => {
    const { ctx, calls } = await createScriptedContext([])
    const id = await insertRowOfEarlierProcess(ctx)
    restart(ctx, 0)
    await vi.waitFor(async () => expect(await outcomeOf(ctx, id)).toBe('not-applied'))
    expect(calls).toEqual([])
  })

  it('a change whose call may have been sent is settled when that call can no longer be applied', async () => {
    const { ctx, room, calls } = await createScriptedContext([])
    const id = await insertRowOfEarlierProcess(ctx, [LOST_SET])
    const startedAt = performance.now()
    restart(ctx, WRITE_EXPIRY_MS - 4_000)
    await vi.waitFor(async () => expect(await outcomeOf(ctx, id)).toBe('unknown'))
    // The call that the earlier process sent is applied late.
    room.set('a', '1')
    await vi.waitFor(async () => expect(await outcomeOf(ctx, id)).toBe('applied'), {
      timeout: 10_000,
    })
    expect(performance.now() - startedAt).toBeGreaterThan(3_900)
    expect(calls.filter((call) => call !== 'read')).toEqual([])
  })
})

describe('the search for abandoned changes of the only process', () => {
  const idsOf = (found: { change: { id: string } }[]) => found.map(({ change }) => change.id)

  it('finds those of an earlier process the first time', async () => {
    const { ctx } = await createScriptedContext([])
    const earlier = await insertRowOfEarlierProcess(ctx)
    await insertRow(ctx)
    expect(idsOf(await createUnheldFinder(ctx, 0)())).toEqual([earlier])
  })

  it('never finds one that this process works on, even if the clock jumps', async () => {
    const { ctx } = await createScriptedContext([])
    const find = createUnheldFinder(ctx, 0)
    const id = await insertRow(ctx)
    await ctx.leaseKeeper.withLease(id, ctx.journal.holder, async () => {
      await ctx.database.kysely.updateTable('changes').set({ heartbeat_at: 0 }).execute()
      for (let n = 0; n < 3; n++) expect(await find()).toEqual([])
    })
  })

  it('finds one that nothing works on twice in a row', async () => {
    const { ctx } = await createScriptedContext([])
    const find = createUnheldFinder(ctx, 0)
    expect(await find()).toEqual([])
    const id = await insertRow(ctx)
    expect(await find()).toEqual([])
    expect(idsOf(await find())).toEqual([id])
  })
})
