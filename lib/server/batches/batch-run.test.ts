import { randomUUID } from 'node:crypto'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import { type BatchResponse, batchEndpoints } from '@/lib/shared/api/batch-endpoints'
import type { Batch } from '@/lib/shared/batches/batch'
import type { StoreKind } from '../db/backend'
import { isAvailable, kinds } from '../db/testing/databases'
import { readJournal } from '../testing/console/read-journal'
import { headersOf, sendSave, startTestCluster } from '../testing/console/test-cluster'

const ROOMS = Array.from({ length: 40 }, (_, n) => `room-${n}`)
const [LOCKED, FULL, ENDED, CHANGED] = ['room-0', 'room-15', 'room-20', 'room-25'] as const
const BEFORE = { theme: 'light' }
const AFTER = { banner: 'Tonight', theme: 'dark' }
const CHANGES = [
  { key: 'banner', from: null, to: 'Tonight' },
  { key: 'theme', from: 'light', to: 'dark' },
]
const NINE_MORE = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`k${n}`, 'v']))
/** The lease of a killed process, and a save that it left unsettled: docs/save-guarantees.md. */
const RECOVERED_MS = 60_000

function entriesBefore(room: string): Record<string, string> {
  if (room === CHANGED) return { theme: 'red' }
  return room === FULL ? { ...BEFORE, ...NINE_MORE } : BEFORE
}

/** Forty rooms, of which one is full, one has ended, and one was changed after the preview. */
async function setUpRooms(kind: StoreKind, { onTestFinished: onEnd }: TestContext) {
  const cluster = await startTestCluster(kind, { people: 2, onEnd })
  for (const room of ROOMS) {
    if (room !== ENDED) await cluster.createRoom(room, entriesBefore(room))
  }
  const setUpCalls = cluster.engine.calls.length
  const [cookie, other] = cluster.cookies
  let console = cluster.consoles[0] ?? expect.unreachable('one console')
  const request = async (path: string, method = 'GET', body?: object): Promise<Batch> => {
    const response = await fetch(`${console.url}/api/batches${path}`, {
      method,
      headers: {
        ...headersOf(cookie),
        ...(body && { 'content-type': 'application/json' }),
        'idempotency-key': randomUUID(),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const parsed: BatchResponse = batchEndpoints.readBatch.response.parse(await response.json())
    return parsed.batch
  }
  return {
    ...cluster,
    request,
    /** The bodies of the writes that the console sent so far. */
    listWrites: () =>
      cluster.engine.calls
        .slice(setUpCalls)
        .filter(({ command }) => command === 'set_room_metadata')
        .map(({ body }) => JSON.stringify(body)),
    saveAsOther: (room: string, changes: Parameters<typeof sendSave>[2]['changes']) =>
      sendSave(console, other, { room, changes, key: randomUUID() }),
    async killAndRestart() {
      console.signal('SIGKILL')
      await console.ended
      console = await cluster.restart()
    },
    waitUntilDone: (id: string) =>
      vi.waitFor(
        async () => {
          const batch = await request(`/${id}`)
          if (batch.state !== 'done')
            throw new Error(`${batch.state} ${JSON.stringify(batch.counts)}`)
          return batch
        },
        { timeout: RECOVERED_MS, interval: 200 },
      ),
    readAll: async (rooms: readonly string[]) =>
      Object.fromEntries(
        await Promise.all(rooms.map(async (room) => [room, await cluster.readRoom(room)] as const)),
      ),
  }
}

type Rooms = Awaited<ReturnType<typeof setUpRooms>>

/**
 * Another person's save that locks its room for at least eight seconds: its reply comes too late, so
 * its outcome stays unknown for as long as its write can arrive.
 */
async function lockRoom({ saveAsOther, setFault, listWrites }: Rooms) {
  setFault((command, room) =>
    room === LOCKED && command === 'set_room_metadata' ? { kind: 'delay', ms: 6_000 } : undefined,
  )
  const saved = saveAsOther(LOCKED, [{ key: 'host', from: null, to: 'Ada' }])
  await vi.waitFor(() => expect(listWrites()).toHaveLength(1))
  return { saved }
}

/** Every room is as its outcome says, in the Live service and in the journal. */
async function expectTrue({ readAll, storeSettings }: Rooms, batch: Batch) {
  const live = await readAll(ROOMS.filter((room) => room !== ENDED && room !== LOCKED))
  for (const [room, entries] of Object.entries(live)) {
    const isApplied = outcomeOf(batch, room)[0] === 'applied'
    expect([room, entries]).toEqual([room, isApplied ? AFTER : entriesBefore(room)])
  }
  const { rows } = await readJournal(storeSettings)
  const settled = rows.filter(({ change }) => change.batch === batch.id)
  for (const { room, changeId, state } of batch.rooms) {
    if (changeId === null) continue
    expect(settled.find(({ change }) => change.id === changeId)?.change).toMatchObject({
      room,
      outcome: state,
    })
  }
}

const outcomeOf = (batch: Batch, room: string) => {
  const { state, problem } = batch.rooms.find((each) => each.room === room) ?? {}
  return [state, problem?.code]
}

// Concurrent, because they mostly wait for leases and for the pace of the batch.
describe.each(kinds)('a batch over forty rooms on %s', { concurrent: true }, (kind) => {
  const test = it.skipIf(!isAvailable(kind))

  test('reports the outcome of every room, and rolls back those that still hold its values', async (context) => {
    const rooms = await setUpRooms(kind, context)
    const { saved } = await lockRoom(rooms)
    const { id } = await rooms.request('', 'POST', {
      rooms: ROOMS.map((room) => ({ room, changes: CHANGES })),
    })
    const done = await rooms.waitUntilDone(id)
    expect(outcomeOf(done, LOCKED)).toEqual(['not-applied', 'room.busy'])
    expect(outcomeOf(done, FULL)).toEqual(['not-applied', 'room.too-many-keys'])
    expect(outcomeOf(done, ENDED)).toEqual(['not-applied', 'room.gone'])
    expect(outcomeOf(done, CHANGED)).toEqual(['not-applied', 'room.changed'])
    expect(done.counts).toMatchObject({ applied: 36, 'not-applied': 4, unknown: 0, partial: 0 })
    await expectTrue(rooms, done)

    expect((await saved).change?.outcome).toBe('applied')
    await rooms.request(`/${id}/retry`, 'POST')
    const retried = await rooms.waitUntilDone(id)
    expect(retried.counts).toMatchObject({ applied: 37, 'not-applied': 3 })
    expect(outcomeOf(retried, LOCKED)).toEqual(['applied', undefined])

    // Others change two rooms, one of them in a key that the batch did not touch.
    await rooms.saveAsOther('room-3', [{ key: 'theme', from: 'dark', to: 'blue' }])
    await rooms.saveAsOther('room-4', [{ key: 'host', from: null, to: 'Ada' }])
    const rollBack = await rooms.request(`/${id}/roll-back`, 'POST')
    expect(rollBack.rollsBack).toBe(id)
    expect(rollBack.rooms).toHaveLength(37)
    const rolledBack = await rooms.waitUntilDone(rollBack.id)
    expect(rolledBack.counts).toMatchObject({ applied: 36, 'not-applied': 1 })
    expect(outcomeOf(rolledBack, 'room-3')).toEqual(['not-applied', 'room.changed'])
    const restored = rolledBack.rooms.filter(({ state }) => state === 'applied')
    const live = await rooms.readAll(restored.map(({ room }) => room))
    for (const [room, entries] of Object.entries(live)) {
      const host = room === 'room-4' || room === LOCKED ? { host: 'Ada' } : {}
      expect([room, entries]).toEqual([room, { ...host, ...BEFORE }])
    }
    expect(await rooms.readRoom('room-3')).toEqual({ banner: 'Tonight', theme: 'blue' })
  }, 120_000)

  test('loses nothing when its process is killed in the middle', async (context) => {
    const rooms = await setUpRooms(kind, context)
    rooms.setFault((command) =>
      command === 'set_room_metadata' ? { kind: 'delay', ms: 100 } : undefined,
    )
    const { id } = await rooms.request('', 'POST', {
      rooms: ROOMS.map((room) => ({ room, changes: CHANGES })),
    })
    for (const writes of [4, 12]) {
      const { length: before } = rooms.listWrites()
      // The reply to the last of them is on its way.
      await vi.waitFor(
        () => expect(rooms.listWrites().length).toBeGreaterThanOrEqual(before + writes),
        { timeout: RECOVERED_MS, interval: 5 },
      )
      await rooms.killAndRestart()
    }
    const done = await rooms.waitUntilDone(id)
    await expectTrue(rooms, done)
    const written = rooms.listWrites()
    expect(written.filter((body, at) => written.indexOf(body) !== at)).toEqual([])
    const permanent: string[] = [FULL, ENDED, CHANGED]
    const interrupted = done.rooms.filter(
      ({ room, state }) => state !== 'applied' && !permanent.includes(room),
    )
    expect(interrupted.length).toBeLessThanOrEqual(4)
    for (const { problem } of interrupted) {
      expect(['save.interrupted', 'engine.no-answer']).toContain(problem?.code)
    }
    rooms.setFault(() => undefined)
    await rooms.request(`/${id}/retry`, 'POST')
    const retried = await rooms.waitUntilDone(id)
    expect(retried.counts).toMatchObject({ applied: 37, 'not-applied': 3 })
    await expectTrue(rooms, retried)
  }, 240_000)
})
