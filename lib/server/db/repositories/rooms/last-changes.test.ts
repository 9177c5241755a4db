import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { applied, newChange } from '../../testing/new-changes'
import { listed, readOf } from '../../testing/rooms'
import { storeTest, withClockStep } from '../../testing/store-test'
import { createJournal, type Journal } from '../journal/journal'
import type { Rooms } from './rooms'

const listByLastChange = async (rooms: Rooms) =>
  (await rooms.list({ words: [], sort: 'changed', limit: 20 })).rooms

async function save(journal: Journal, room: string): Promise<string> {
  const { change } = (await journal.insertPending(newChange({ room }))).record
  await journal.settle(change.id, applied)
  return change.id
}

describe.each(kinds)('the last change of a room on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('is the last one that had an effect, and the list is sorted by it', async ({
    rooms,
    journal,
  }) => {
    await rooms.write([listed('a', { views: 9 }), listed('b')])
    const id = await save(journal, 'b')
    const refused = (await journal.insertPending(newChange({ room: 'a' }))).record.change
    await journal.settle(refused.id, { outcome: 'not-applied', results: [], readAt: null })
    await rooms.write([
      { id: 'a', hasChanged: true },
      { id: 'b', hasChanged: true },
    ])
    const found = await listByLastChange(rooms)
    expect(found.map(({ room, lastChange }) => [room.id, lastChange?.by?.name])).toEqual([
      ['b', 'Ada'],
      ['a', undefined],
    ])
    expect(found[0]?.lastChange).toMatchObject({ id, source: 'console' })
  })

  it('is found by the next read if the process that made it could not tell', async ({
    rooms,
    journal,
  }) => {
    await rooms.write([listed('a', { views: 9 }), listed('b')])
    const changeId = await save(journal, 'b')
    await rooms.write([readOf('a', {}), readOf('b', {}, { changeId })])
    expect((await listByLastChange(rooms)).map(({ room }) => room.id)).toEqual(['b', 'a'])
  })

  it.for([-600_000, 600_000])(
    'is the one that settled last, although the clock stepped by %i ms before it',
    async (ms, { rooms, journal, database }) => {
      await rooms.write([listed('a')])
      await save(journal, 'a')
      const id = await save(createJournal(withClockStep(database, ms)), 'a')
      expect((await rooms.find('a'))?.lastChange?.id).toBe(id)
    },
  )
})
