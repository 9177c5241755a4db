import { describe, expect } from 'vitest'
import { type RoomSort, roomSorts } from '@/lib/shared/metadata/room'
import { isAvailable, kinds } from '../../testing/databases'
import { idsOf, list, walk } from '../../testing/room-lists'
import { listed, manyRooms, READ_AT, readOf } from '../../testing/rooms'
import { storeTest } from '../../testing/store-test'
import { createRooms } from './rooms'

describe.each(kinds)('the directory on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('lists rooms by views, changes, opening time or name, page by page', async ({ rooms }) => {
    await rooms.write([
      listed('a', { views: 5, name: 'Zebra', createdAt: '2026-01-01T00:00:00.000Z' }),
      listed('b', { views: 9, name: 'apple', createdAt: '2026-01-03T00:00:00.000Z' }),
      listed('c', { views: 5, name: '', createdAt: null }),
      listed('d', { views: 7, name: 'Äpfel', createdAt: '2026-01-02T00:00:00.000Z' }),
    ])
    const orders = {
      views: ['b', 'd', 'a', 'c'],
      opened: ['b', 'd', 'a', 'c'],
      name: ['b', 'c', 'a', 'd'],
      changed: ['a', 'b', 'c', 'd'],
    } satisfies Record<RoomSort, string[]>
    for (const sort of roomSorts) {
      expect(await idsOf(list(rooms, { sort })), sort).toEqual(orders[sort])
      expect(await walk(rooms, { sort, limit: 1 }), sort).toEqual(orders[sort])
    }
  })

  it('returns what is known of a room', async ({ rooms }) => {
    const update = listed('a', {
      category: [1, 12],
      createdAt: '2026-01-01T00:00:00.000Z',
      views: 3,
    })
    await rooms.write([update])
    expect(await rooms.find('a')).toEqual({ room: update.room, known: null, lastChange: null })
    await rooms.write([readOf('a', { title: 'x' }, { changeId: 'change' })])
    const known = { entries: [{ key: 'title', value: 'x' }], readAt: READ_AT, changeId: 'change' }
    expect(await rooms.find('a')).toEqual({ room: update.room, known, lastChange: null })
    expect(await rooms.findKnown('a')).toEqual(known)
    expect(await rooms.find('b')).toBeNull()
  })

  it('finds rooms by id, name, host, category, key and value, whatever case and width', async ({
    rooms,
  }) => {
    await rooms.write([
      listed('fashion-01', { name: '秋季时装周', owner: 'Host_Lan', category: [123], views: 3 }),
      listed('cooking', { name: 'Noodles', views: 2 }),
      listed('chess', { name: 'Street chess', views: 1 }),
    ])
    await rooms.write([readOf('cooking', { Pinned_Product: '{"name":"Ｗｏｋ"}' })])
    const found = {
      fashion: ['fashion-01'],
      时装: ['fashion-01'],
      lan: ['fashion-01'],
      '123': ['fashion-01'],
      pinned_product: ['cooking'],
      wok: ['cooking'],
      'ｗｏｋ noodles': ['cooking'],
      'wok chess': [],
      ch: ['chess'],
      c: ['cooking', 'chess'],
      s: ['chess'],
      h: [],
      host: ['fashion-01', 'cooking', 'chess'],
    }
    for (const [search, ids] of Object.entries(found)) {
      const page = await list(rooms, { search })
      expect(
        page.rooms.map(({ room }) => room.id),
        search,
      ).toEqual(ids)
      expect(page, search).toMatchObject({ total: ids.length, isTotalExact: true, next: null })
    }
    await rooms.write([
      readOf('cooking', { banner: 'Tonight' }, { readAt: '2026-02-01T00:00:00Z' }),
    ])
    expect(await idsOf(list(rooms, { search: 'wok' }))).toEqual([])
    expect(await idsOf(list(rooms, { search: 'tonight' }))).toEqual(['cooking'])
  })

  it('filters by category and visibility', async ({ rooms }) => {
    await rooms.write([
      listed('a', { category: [1, 12], views: 2 }),
      listed('b', { category: [2], views: 1 }),
      listed('c', { category: [1], isPublic: false }),
    ])
    expect(await idsOf(list(rooms, { category: 1 }))).toEqual(['a', 'c'])
    expect(await idsOf(list(rooms, { isPublic: false }))).toEqual(['c'])
    expect(await idsOf(list(rooms, { category: 1, isPublic: true, search: 'room' }))).toEqual(['a'])
    await rooms.write([listed('c', { category: [1], isPublic: true })])
    expect(await idsOf(list(rooms, { isPublic: false }))).toEqual([])
  })

  it('takes whatever the Live service sends', async ({ rooms }) => {
    const odd = { name: 'a\0b \ud800', owner: '\0', category: [-3, 1.5], views: 0.5 }
    await rooms.write([listed('a', odd), listed('b', { views: 1e300 })])
    await rooms.write([readOf('a', { 'k\0': 'v\0 \' OR NEAR( * "' })])
    expect(await idsOf(list(rooms, { category: -3 }))).toEqual(['a'])
    for (const search of ["' OR", 'near(', '* "', '\0', '%_', '\\', 'b or c']) {
      await list(rooms, { search })
    }
    expect(await idsOf(list(rooms, { search: 'near( or' }))).toEqual(['a'])
    expect((await rooms.findKnown('a'))?.entries[0]?.key).toBe('k\0')
  })

  it('lists no room that has ended, until the Live service knows it again', async ({ rooms }) => {
    await rooms.write([listed('a'), listed('b')])
    await rooms.write([readOf('a', { title: 'secret' })])
    await rooms.write([
      { id: 'a', hasEnded: true },
      { id: 'unknown', hasEnded: true },
    ])
    // A read that started before the end.
    await rooms.write([readOf('a', { title: 'late' }, { readAt: '2026-02-01T00:00:00.000Z' })])
    expect(await idsOf(list(rooms))).toEqual(['b'])
    expect(await idsOf(list(rooms, { search: 'room' }))).toEqual(['b'])
    expect([await rooms.find('a'), await rooms.findKnown('a')]).toEqual([null, null])
    await rooms.write([listed('a')])
    expect(await idsOf(list(rooms, { search: 'room' }))).toEqual(['a', 'b'])
    expect(await idsOf(list(rooms, { search: 'secret' }))).toEqual([])
  })

  it('forgets a room that ended a month ago', async ({ rooms, database }) => {
    await rooms.write([listed('a'), listed('b'), listed('c')])
    await rooms.write([
      { id: 'a', hasEnded: true },
      { id: 'b', hasEnded: true },
    ])
    const month = 31 * 24 * 3_600_000
    await database.kysely
      .updateTable('rooms')
      .set({ ended_at: (await database.now()) - month })
      .where('id', '=', 'a')
      .execute()
    await rooms.removeEnded()
    const left = await database.kysely.selectFrom('rooms').select('id').orderBy('id').execute()
    expect(left.map(({ id }) => id)).toEqual(['b', 'c'])
  })

  it('keeps the newer of two reads, in whichever order they arrive', async ({ rooms }) => {
    await rooms.write([readOf('a', { title: 'new' }, { readAt: '2026-01-02T00:00:00.000Z' })])
    await rooms.write([readOf('a', { title: 'old' }, { readAt: '2026-01-01T00:00:00.000Z' })])
    expect((await rooms.findKnown('a'))?.entries).toEqual([{ key: 'title', value: 'new' }])
  })

  it('takes new reads after a clock that was ahead has been put right', async ({
    rooms,
    database,
  }) => {
    const at = (ms: number) => ({ readAt: new Date(ms).toISOString() })
    const now = await database.now()
    await rooms.write([readOf('a', { title: 'ahead' }, at(now + 600_000))])
    await rooms.write([readOf('a', { title: 'right' }, at(now))])
    expect((await rooms.findKnown('a'))?.entries[0]?.value).toBe('right')
  })

  it('takes writes of two processes to the same rooms, in opposite orders', async ({
    rooms,
    database,
  }) => {
    const other = createRooms(database)
    const facts = manyRooms(50)
    const reads = facts.map(({ id }) => readOf(id, { title: id })).reverse()
    await Promise.all([rooms.write(facts), other.write(reads)])
    const { rooms: found } = await list(rooms, { limit: 50 })
    expect(found.every(({ room, known }) => known?.entries[0]?.value === room.id)).toBe(true)
    expect(found.map(({ room }) => room.views)).toEqual(facts.map((_, at) => 50 - at))
  })

  it('refuses an unknown cursor', async ({ rooms }) => {
    for (const cursor of ['20', 'x', Buffer.from('[1]').toString('base64url')]) {
      await expect(list(rooms, { cursor })).rejects.toMatchObject({ code: 'request.malformed' })
    }
  })

  it('counts its rooms and remembers how far the crawl is', async ({ rooms }) => {
    expect(await rooms.readState()).toMatchObject({ crawl: 0, rooms: 0, firstPageAt: null })
    await rooms.write([listed('a'), listed('b'), { ...listed('c'), crawl: 4 }])
    await rooms.write([{ id: 'b', hasEnded: true }])
    await rooms.writeState({ crawl: 4, firstPageAt: 5, crawlStartedAt: 6 })
    await rooms.writeState({ problem: 'engine.unreachable', ref: 'ref' })
    const state = { crawl: 4, rooms: 2, firstPageAt: 5, crawlStartedAt: 6 }
    expect(await rooms.readState()).toEqual({ ...state, problem: 'engine.unreachable', ref: 'ref' })
    expect((await list(rooms)).total).toBe(2)
    expect(await rooms.listUnseen({ crawl: 4, after: '', limit: 9 })).toEqual(['a'])
    expect(await rooms.listUnseen({ crawl: 5, after: 'a', limit: 9 })).toEqual(['c'])
  })

  it('finds the rooms that a crawl has missed among many that it met', async ({ rooms }) => {
    const met = manyRooms(30).map((update) => ({ ...update, crawl: 1 }))
    await rooms.write([...met, listed('room-00015-missed')])
    const listUnseen = (after: string) => rooms.listUnseen({ crawl: 1, after, limit: 4 })
    expect(await listUnseen('')).toEqual(['room-00015-missed'])
    expect(await listUnseen('room-00015-missed')).toEqual([])
  })
})
