import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { Database } from '../../database'
import { author } from '../../testing/audit-author'
import { isAvailable, kinds } from '../../testing/databases'
import { ada, applied, newChange } from '../../testing/new-changes'
import { storeTest } from '../../testing/store-test'
import { createAdministration } from '../people/administration'
import { createPeople } from '../people/people'
import { createBatchWork } from './batch-work'
import { createBatches, type NewBatch } from './batches'

const changes = [{ key: 'title', from: 'old', to: 'new' }]
const newBatch = (more: Partial<NewBatch> = {}): NewBatch => ({
  by: ada,
  idempotencyKey: randomUUID(),
  note: null,
  preset: null,
  rollsBack: null,
  rooms: ['a', 'b', 'c'].map((room) => ({ room, changes })),
  ...more,
})

function openBatches(database: Database) {
  const batches = createBatches(database)
  const work = createBatchWork(database)
  const claim = async (last: string | null = null) =>
    (await work.claimNext(last)) ?? expect.unreachable('no room is waiting')
  const statesOf = async (id: string) =>
    (await batches.find(id))?.rooms.map(({ room, state }) => `${room} ${state}`)
  return { batches, work, claim, statesOf }
}

describe.each(kinds)('batches on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('keep their rooms in order, each with a key of its own', async ({ database }) => {
    const { batches, claim } = openBatches(database)
    const rooms = Array.from({ length: 200 }, (_, n) => ({ room: `room-${n}`, changes }))
    const { id } = await batches.create(newBatch({ rooms, note: 'tonight' }))
    expect(await batches.find(id)).toMatchObject({
      id,
      by: ada,
      note: 'tonight',
      state: 'running',
      counts: { waiting: 200, applied: 0 },
    })
    const jobs = await Promise.all([claim(), claim(), claim()])
    expect(new Set(jobs.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3)
    expect(jobs.map(({ room }) => room).sort()).toEqual(['room-0', 'room-1', 'room-2'])
    expect(await batches.hasRoom(id, 'room-199')).toBe(true)
    expect(await batches.hasRoom(id, 'room-200')).toBe(false)
  })

  it('are created once for one key, also by two requests at the same time', async ({
    database,
  }) => {
    const { batches } = openBatches(database)
    const batch = newBatch()
    const created = await Promise.all([batches.create(batch), batches.create(batch)])
    expect(new Set(created.map(({ id }) => id)).size).toBe(1)
    await expect(batches.create({ ...batch, note: 'other' })).rejects.toMatchObject({
      code: 'save.key-reused',
    })
    expect((await batches.list({ limit: 9 })).batches).toHaveLength(1)
  })

  it('are listed newest first, page by page, with their rooms by state', async ({ database }) => {
    const { batches, work, claim } = openBatches(database)
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push((await batches.create(newBatch())).id)
    const job = await claim()
    await work.finish(job, { state: 'applied' })
    const listed: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await batches.list({ cursor, limit: 2 })
      listed.push(...page.batches.map(({ id }) => id))
      if (page.next === null) break
      cursor = page.next
    }
    expect(listed.toSorted()).toEqual(ids.toSorted())
    const { batches: all } = await batches.list({ limit: 9 })
    expect(all.find(({ id }) => id === job.batch)?.counts).toMatchObject({ waiting: 2, applied: 1 })
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    )
  })

  it('take turns', async ({ database }) => {
    const { batches, claim } = openBatches(database)
    const one = await batches.create(newBatch())
    const two = await batches.create(newBatch())
    const served: string[] = []
    for (let n = 0; n < 4; n++) served.push((await claim(served.at(-1) ?? null)).batch)
    expect(new Set(served.slice(0, 2))).toEqual(new Set([one.id, two.id]))
    expect(served.slice(2)).toEqual(served.slice(0, 2))
  })

  it('end with their last room, also when two rooms end together', async ({ database }) => {
    const { batches, work, claim } = openBatches(database)
    const { id } = await batches.create(newBatch())
    const jobs = [await claim(), await claim(), await claim()]
    expect(await work.claimNext(null)).toBeNull()
    await Promise.all(jobs.map((job) => work.finish(job, { state: 'applied' })))
    const batch = await batches.find(id)
    expect([batch?.state, batch?.endedAt === null]).toEqual(['done', false])
  })

  it('do not end while a room is unknown', async ({ database }) => {
    const { batches, work, claim } = openBatches(database)
    const { id } = await batches.create(newBatch({ rooms: [{ room: 'a', changes }] }))
    const job = await claim()
    const changeId = randomUUID()
    await work.finish(job, { state: 'unknown', changeId })
    expect((await batches.find(id))?.state).toBe('running')
    expect(await work.listUnfinished()).toMatchObject([{ room: 'a', state: 'unknown' }])
    await work.finish(job, { state: 'applied', changeId })
    expect(await batches.find(id)).toMatchObject({
      state: 'done',
      rooms: [{ state: 'applied', changeId }],
    })
  })

  it('start no further room once they are stopped, and go on after a retry', async ({
    database,
  }) => {
    const { batches, work, claim, statesOf } = openBatches(database)
    const { id } = await batches.create(newBatch())
    const first = await claim()
    await batches.stop(id, 'stopped')
    expect(await work.claimNext(null)).toBeNull()
    await work.finish(first, { state: 'not-applied' })
    expect(await statesOf(id)).toEqual(['a not-applied', 'b waiting', 'c waiting'])
    await batches.retry(id)
    expect(await statesOf(id)).toEqual(['a waiting', 'b waiting', 'c waiting'])
    const again = await claim()
    expect([again.room, again.idempotencyKey === first.idempotencyKey]).toEqual(['a', false])
    // The late result of the earlier attempt changes nothing.
    await work.finish(first, { state: 'applied' })
    expect(await statesOf(id)).toEqual(['a saving', 'b waiting', 'c waiting'])
  })

  it('never retry a room whose outcome is unknown', async ({ database }) => {
    const { batches, work, claim, statesOf } = openBatches(database)
    const { id } = await batches.create(newBatch())
    const states = ['unknown', 'applied', 'partial'] as const
    for (const state of states) await work.finish(await claim(), { state })
    await batches.retry(id)
    expect(await statesOf(id)).toEqual(['a unknown', 'b applied', 'c waiting'])
  })

  it('list what they saved by room, in the order in which it settled', async ({
    database,
    journal,
  }) => {
    const { batches } = openBatches(database)
    const { id } = await batches.create(newBatch())
    const save = async (room: string, outcome: 'applied' | 'partial' | 'not-applied') => {
      const { record } = await journal.insertPending(newChange({ room, batch: id }))
      await journal.settle(record.change.id, { ...applied, outcome })
      return record.change.id
    }
    const first = await save('b', 'partial')
    const other = await save('a', 'applied')
    await save('a', 'not-applied')
    const second = await save('b', 'applied')
    const saved = await batches.listSaved(id)
    expect(saved.map((change) => change.id)).toEqual([other, first, second])
    expect(saved.every(({ batch }) => batch === id)).toBe(true)
  })

  it('stop when their person is signed out everywhere, disabled or made a viewer', async ({
    database,
  }) => {
    const { batches } = openBatches(database)
    const people = createPeople(database)
    const administration = createAdministration(database)
    const cases = [
      [(id: string) => administration.endSessions(id, author), 'signed-out'],
      [(id: string) => administration.resetPassword(id, 'hash', author), 'signed-out'],
      [(id: string) => people.change(id, { disabled: true }, author), 'not-allowed'],
      [(id: string) => people.change(id, { role: 'viewer' }, author), 'not-allowed'],
      [(id: string) => people.change(id, { name: 'New name' }, author), null],
    ] as const
    for (const [act, reason] of cases) {
      const email = `${randomUUID()}@example.com`
      const person = { email, name: 'Edo', role: 'editor', passwordHash: null } as const
      const by = await people.add(person, author)
      const batch = await batches.create(newBatch({ by }))
      await act(by.id)
      const { state, stopReason } = (await batches.find(batch.id)) ?? {}
      expect([state, stopReason]).toEqual([reason ? 'stopped' : 'running', reason])
    }
  })
})
