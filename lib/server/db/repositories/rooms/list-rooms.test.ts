import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { idsOf, list, walk } from '../../testing/room-lists'
import { listed, manyRooms } from '../../testing/rooms'
import { storeTest } from '../../testing/store-test'
import type { RoomUpdate } from './room-types'
import { createRooms, type Rooms } from './rooms'

async function writeAll(rooms: Rooms, updates: readonly RoomUpdate[]) {
  for (let at = 0; at < updates.length; at += 300) await rooms.write(updates.slice(at, at + 300))
}

/** Has every two adjacent characters of "northern", but not the word. */
const NEARLY_NORTHERN = 'nor rther ern'

describe.each(kinds)('a search of many rooms on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('counts up to a thousand matches, and lists all of them in order', async ({ rooms }) => {
    const all = manyRooms(1_200)
    await writeAll(rooms, all)
    const expected = all.map(({ id }) => id).reverse()
    const page = await list(rooms, { search: 'room' })
    expect(page).toMatchObject({ total: 1_000, isTotalExact: false })
    expect(await walk(rooms, { search: 'room', limit: 100 })).toEqual(expected)
    expect(await walk(rooms, { limit: 100 })).toEqual(expected)
    const some = await list(rooms, { search: 'room-001' })
    expect(some).toMatchObject({ total: 100, isTotalExact: true })
    expect(await walk(rooms, { search: 'room-001' })).toEqual(
      expected.filter((id) => id.startsWith('room-001')),
    )
  })

  it('lists a thousand matches in an order in which all other rooms come first', async ({
    rooms,
  }) => {
    const others = Array.from({ length: 600 }, (_, at) =>
      listed(`other-${at}`, { name: `a ${at}` }),
    )
    const all = manyRooms(1_200)
    await writeAll(rooms, [...others, ...all])
    const found = await walk(rooms, { search: 'room', sort: 'name', limit: 100 })
    expect(found).toEqual(all.map(({ id }) => id).sort())
  })

  it('lists the matches among many candidates in an order in which all others come first', async ({
    rooms,
  }) => {
    const named = (prefix: string, count: number, name: string) =>
      Array.from({ length: count }, (_, at) =>
        listed(`${prefix}-${at}`, { name: `${name} ${at % 700}`, category: [3] }),
      )
    const matches = named('match', 1_300, 'northern cup')
    const nearly = named('nearly', 300, `b ${NEARLY_NORTHERN}`)
    await writeAll(rooms, [...named('other', 300, 'a'), ...nearly, ...matches])
    const search = { search: 'northern', category: 3, sort: 'name', limit: 100 } as const
    expect(await list(rooms, search)).toMatchObject({ total: 1_000, isTotalExact: false })
    const sorted = matches.map(({ id, room }) => `${room?.name} ${id}`).sort()
    expect(await walk(rooms, search)).toEqual(sorted.map((text) => text.split(' ').at(-1)))
  })

  it('finds the few matches among thousands of candidates', async ({ rooms }) => {
    const candidates = manyRooms(2_600, { name: NEARLY_NORTHERN })
    const matches = [10, 1_400, 2_590]
    for (const at of matches) candidates[at] = listed(`match-${at}`, { name: 'Northern' })
    await writeAll(rooms, candidates)
    const page = await list(rooms, { search: 'northern', sort: 'name' })
    expect(page).toMatchObject({ total: 3, isTotalExact: true, next: null })
    expect(page.rooms.map(({ room }) => room.id)).toEqual(matches.map((at) => `match-${at}`).sort())
  })

  it('sorts names as the list without a search does, by code points', async ({ rooms }) => {
    const names = ['\u{1f389}', '\ufffd', 'a', '\u{1f38a}', '\u{1f389}b', '\ud800']
    await rooms.write(names.map((name, at) => listed(`room-${at}`, { name })))
    const sorted = await walk(rooms, { sort: 'name', limit: 2 })
    expect(sorted.at(0)).toBe('room-2')
    expect(await walk(rooms, { search: 'room', sort: 'name', limit: 2 })).toEqual(sorted)
  })

  it('lists no room that ended after the search had found it in the index', async ({
    rooms,
    database,
  }) => {
    await rooms.write([listed('a'), listed('b')])
    await rooms.write([{ id: 'a', hasEnded: true }])
    const find = () => sql<{ number: number }>`select number from rooms`
    const late = createRooms({ ...database, roomIndex: { ...database.roomIndex, find } })
    expect(await list(late, { search: 'room' })).toMatchObject({ total: 1 })
    expect(await idsOf(list(late, { search: 'room' }))).toEqual(['b'])
  })
})
