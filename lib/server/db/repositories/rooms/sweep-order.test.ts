import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { applied, newChange } from '../../testing/new-changes'
import { listed, READ_AT, readOf } from '../../testing/rooms'
import { storeTest } from '../../testing/store-test'

describe.each(kinds)('a sweep on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))
  const unreadSince = Date.parse(READ_AT)

  it('reads lately changed rooms, then the most viewed, and leaves out those just read', async ({
    rooms,
    journal,
    database,
  }) => {
    await rooms.write([
      listed('a', { views: 1 }),
      listed('b', { views: 2 }),
      listed('c', { views: 3 }),
    ])
    const changedSince = await database.now()
    const { change } = (await journal.insertPending(newChange({ room: 'a' }))).record
    await journal.settle(change.id, applied)
    await rooms.write([{ id: 'a', hasChanged: true }, readOf('b', {})])
    const find = (part: 'changed' | 'views' | 'rest', limit = 9) =>
      rooms.listForSweep({ part, after: null, limit, unreadSince, changedSince })
    expect((await find('changed')).map(({ id }) => id)).toEqual(['a'])
    expect((await find('views')).map(({ id, isDue }) => [id, isDue])).toEqual([
      ['c', true],
      ['b', false],
      ['a', true],
    ])
    expect((await find('rest')).map(({ id }) => id)).toEqual(['a', 'c'])
    const [first] = await find('views', 1)
    const query = { part: 'views', limit: 9, unreadSince, changedSince } as const
    expect(
      (await rooms.listForSweep({ ...query, after: first ?? null })).map(({ id }) => id),
    ).toEqual(['b', 'a'])
  })
})
