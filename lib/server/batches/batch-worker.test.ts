import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { createAdministration } from '../db/repositories/people/administration'
import { author } from '../db/testing/audit-author'
import { changeOf, setUpBatches } from './testing/scripted-batches'

type Batches = Awaited<ReturnType<typeof setUpBatches>>

/** Holds each read of a room until `release`, so that a save stays where it is. */
function holdReads({ ctx }: Batches) {
  const { readMetadata } = ctx.engine
  const held: (() => void)[] = []
  let isHolding = true
  ctx.engine.readMetadata = async (...args) => {
    if (isHolding) await new Promise<void>((resolve) => held.push(resolve))
    return readMetadata(...args)
  }
  return {
    untilHeld: (count: number) => vi.waitFor(() => expect(held).toHaveLength(count)),
    release() {
      isHolding = false
      for (const resolve of held.splice(0)) resolve()
    },
  }
}

describe('the worker of batches', () => {
  it('saves every room once, as its person, with the batch and the note', async () => {
    const batches = await setUpBatches()
    const { id } = await batches.create(5, { note: 'tonight' })
    batches.startWorker()
    const done = await batches.waitFor(id, 'done')
    expect(done.counts).toMatchObject({ applied: 5 })
    expect(batches.writes().toSorted()).toEqual(
      ['k0', 'k1', 'k2', 'k3', 'k4'].map((key) => `set ${key}`),
    )
    const { changes } = await batches.ctx.history.list({ limit: 9 })
    expect(changes).toHaveLength(5)
    for (const change of changes) {
      expect(change).toMatchObject({ batch: id, note: 'tonight', by: { name: 'Edo' } })
      const room = done.rooms.find(({ changeId }) => changeId === change.id)
      expect(room?.room).toBe(change.room)
    }
  })

  it('saves two rooms at a time', async () => {
    const batches = await setUpBatches()
    const reads = holdReads(batches)
    const { id } = await batches.create(4)
    batches.startWorker()
    await reads.untilHeld(2)
    expect(await batches.statesOf(id)).toEqual(['saving', 'saving', 'waiting', 'waiting'])
    reads.release()
    await batches.waitFor(id, 'done')
  })

  it('starts when it is woken, and takes new batches up while it runs', async () => {
    const batches = await setUpBatches()
    const worker = batches.startWorker()
    for (let n = 0; n < 3; n++) {
      const { id } = await batches.create(1)
      worker.wake()
      await batches.waitFor(id, 'done')
    }
  })

  it('finishes the rooms that are being saved after a stop, and starts no other', async () => {
    const batches = await setUpBatches()
    const reads = holdReads(batches)
    const { id } = await batches.create(5)
    batches.startWorker()
    await reads.untilHeld(2)
    await batches.ctx.batches.stop(id, 'stopped')
    reads.release()
    await vi.waitFor(async () =>
      expect(await batches.statesOf(id)).toEqual([
        ...['applied', 'applied', 'waiting', 'waiting', 'waiting'],
      ]),
    )
    expect(batches.writes()).toHaveLength(2)
  })

  it('waits while no room can be saved, says why, and loses none', async () => {
    const batches = await setUpBatches()
    const { admitSave } = batches.ctx.engine
    let isPaused = true
    batches.ctx.engine.admitSave = async (...args) => {
      if (isPaused) throw new Problem('engine.paused', { params: { seconds: 5 } })
      return admitSave(...args)
    }
    const { id } = await batches.create(3)
    batches.startWorker()
    await vi.waitFor(async () =>
      expect(await batches.find(id)).toMatchObject({
        waitingFor: 'engine.paused',
        counts: { waiting: 3 },
      }),
    )
    isPaused = false
    expect(await batches.waitFor(id, 'done')).toMatchObject({
      waitingFor: null,
      counts: { applied: 3 },
    })
  })

  it.each([
    [
      'disabled',
      (b: Batches) => b.people.change(b.edo.id, { disabled: true }, author),
      'not-allowed',
    ],
    [
      'a viewer',
      (b: Batches) => b.people.change(b.edo.id, { role: 'viewer' }, author),
      'not-allowed',
    ],
    [
      'signed out everywhere',
      (b: Batches) => createAdministration(b.ctx.database).endSessions(b.edo.id, author),
      'signed-out',
    ],
  ])('sends nothing more once its person is %s', async (_, act, reason) => {
    const batches = await setUpBatches()
    const reads = holdReads(batches)
    const { id } = await batches.create(4)
    batches.startWorker()
    await reads.untilHeld(2)
    await act(batches)
    reads.release()
    await vi.waitFor(async () =>
      expect(await batches.statesOf(id)).toEqual([
        ...['not-applied', 'not-applied', 'waiting', 'waiting'],
      ]),
    )
    expect(await batches.find(id)).toMatchObject({ state: 'stopped', stopReason: reason })
    expect(batches.writes()).toEqual([])
  })

  it('goes on when its person signs out, who needs no session', async () => {
    const batches = await setUpBatches()
    const { id } = await batches.create(1)
    const sessions = batches.ctx.database.kysely.selectFrom('sessions').selectAll()
    expect(await sessions.execute()).toEqual([])
    batches.startWorker()
    await batches.waitFor(id, 'done')
  })

  it('settles a room with a lost reply by reading, and never sends it again', async () => {
    const batches = await setUpBatches({ set: ['lost', 'lost'] })
    const { id } = await batches.create(2)
    batches.startWorker()
    const { rooms } = await batches.waitFor(id, 'done')
    expect(rooms.map(({ state }) => state)).toEqual(['applied', 'applied'])
    expect(batches.writes()).toHaveLength(2)
  })

  it('follows an unknown outcome until the journal knows it', async () => {
    const batches = await setUpBatches()
    const { ctx, edo } = batches
    const { id } = await batches.create(1)
    const before = await batches.find(id)
    const { idempotency_key } = await ctx.database.kysely
      .selectFrom('batch_rooms')
      .selectAll()
      .executeTakeFirstOrThrow()
    // Another process has journalled the save and works on it.
    const { record } = await ctx.journal.insertPending({
      ...{ room: 'r0', by: edo, note: null, restores: null, changes: [changeOf(0)], batch: id },
      idempotencyKey: idempotency_key,
    })
    expect(before.state).toBe('running')
    batches.startWorker()
    await vi.waitFor(async () => expect(await batches.statesOf(id)).toEqual(['unknown']))
    await ctx.journal.settle(record.change.id, {
      outcome: 'applied',
      results: [{ key: 'k0', result: 'applied', found: 'new' }],
      readAt: null,
    })
    const { rooms } = await batches.waitFor(id, 'done')
    expect(rooms).toMatchObject([{ state: 'applied', changeId: record.change.id }])
    expect(batches.calls).toEqual([])
  })

  it('says why a room was not saved, and goes on with the next', async () => {
    const batches = await setUpBatches()
    batches.entries.set('k0', 'theirs')
    const { ctx } = batches
    await ctx.journal.insertPending({
      ...{ room: 'r1', by: { id: 'ada', name: 'Ada' }, note: null, restores: null },
      ...{ changes: [changeOf(1)], idempotencyKey: randomUUID() },
    })
    const { id } = await batches.create(3)
    batches.startWorker()
    const { rooms } = await batches.waitFor(id, 'done')
    expect(rooms.map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['not-applied', 'room.changed'],
      ['not-applied', 'room.busy'],
      ['applied', undefined],
    ])
    expect(rooms.map(({ changeId }) => changeId !== null)).toEqual([true, false, true])
  })
})
