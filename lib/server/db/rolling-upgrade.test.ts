import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { Database } from './database'
import type { ExternalChange } from './repositories/journal/external-changes'
import type { Journal } from './repositories/journal/journal'
import { isAvailable } from './testing/databases'
import { applied, newChange } from './testing/new-changes'
import { listed, readOf } from './testing/rooms'
import { storeTest } from './testing/store-test'

const entriesOf = (value: string) => [{ key: 'title', value }]

const externalChange = (value: string): ExternalChange => ({
  room: 'r',
  changes: [{ key: 'title', from: 'old', to: value }],
  readAt: '2026-01-02T03:04:05.678Z',
  after: entriesOf(value),
})

async function begin(journal: Journal): Promise<string> {
  return (await journal.insertPending(newChange({ room: 'r' }))).record.change.id
}

async function save(journal: Journal, value: string): Promise<string> {
  const id = await begin(journal)
  await journal.settle(id, { ...applied, after: entriesOf(value) })
  return id
}

/** The statements of version 0.1.0, which knows neither `room_order` nor the directory. */
const earlierVersion = ({ kysely, clock, now }: Database) => ({
  settle: (id: string, value: string) =>
    kysely
      .updateTable('changes')
      .set({ outcome: 'applied', after: JSON.stringify(entriesOf(value)) })
      .set({ settled_at: clock, read_at: clock })
      .where('id', '=', id)
      .where('settled_at', 'is', null)
      .executeTakeFirstOrThrow(),
  async recordExternalChange(value: string): Promise<string> {
    const { room, changes, readAt, after } = externalChange(value)
    const at = await now()
    const [id, readAtMs] = [randomUUID(), Date.parse(readAt)]
    const texts = { changes: JSON.stringify(changes), after: JSON.stringify(after) }
    const row = { id, room, source: 'outside', outcome: 'applied', at, settled_at: at } as const
    await kysely
      .insertInto('changes')
      .values({ ...row, ...texts, read_at: readAtMs, results: '[]', calls: '[]' })
      .execute()
    return id
  },
  async observe(room: string): Promise<void> {
    const id = randomUUID()
    await kysely.insertInto('sightings').values({ id, room, since: clock, until: clock }).execute()
    await kysely.updateTable('sightings').set({ until: clock }).where('id', '=', id).execute()
  },
})

// The embedded store belongs to one process, so there two versions never run at once.
describe.skipIf(!isAvailable('postgres'))('beside a replica of version 0.1.0', () => {
  const it = storeTest('postgres')

  it('what it saves is the newest state of the room', async ({ database, journal, history }) => {
    await save(journal, 'ours')
    const head = await journal.readHead('r')
    const id = await begin(journal)
    await earlierVersion(database).settle(id, 'theirs')
    expect(await journal.recordExternalChange(externalChange('late'), head)).toBeNull()
    const theirs = { changeId: id, entries: entriesOf('theirs') }
    expect(await journal.readHead('r')).toMatchObject(theirs)
    expect((await history.findLastRead('r'))?.entries).toEqual(theirs.entries)
    expect((await history.findLastRead('r'))?.entries ?? theirs.entries).toEqual(theirs.entries)
    const newest = await save(journal, 'newest')
    expect((await journal.readHead('r')).changeId).toBe(newest)
  })

  it('an external change that it finds is not recorded twice', async ({ database, journal }) => {
    await save(journal, 'ours')
    const head = await journal.readHead('r')
    const id = await earlierVersion(database).recordExternalChange('external')
    expect(await journal.recordExternalChange(externalChange('external'), head)).toBeNull()
    const external = { changeId: id, entries: entriesOf('external') }
    expect(await journal.readHead('r')).toMatchObject(external)
  })

  it('its changes are in the room list, and its reads on the timeline', async ({
    database,
    rooms,
    history,
  }) => {
    const replica = earlierVersion(database)
    await rooms.write([listed('q', { views: 9 }), listed('r')])
    const changeId = await replica.recordExternalChange('external')
    await rooms.write([readOf('r', { title: 'external' }, { changeId })])
    const found = await rooms.list({ words: [], sort: 'changed', limit: 9 })
    expect(found.rooms.map(({ room }) => room.id)).toEqual(['r', 'q'])
    expect(found.rooms[0]?.lastChange?.id).toBe(changeId)
    await replica.observe('q')
    const span = { since: '2026-01-01T00:00:00.000Z', until: '2999-01-01T00:00:00.000Z' }
    expect(await history.listObserved({ room: 'q', ...span })).toHaveLength(1)
  })
})
