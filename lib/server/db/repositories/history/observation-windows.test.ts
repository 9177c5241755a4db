import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { newChange } from '../../testing/new-changes'
import { manyRooms, readOf } from '../../testing/rooms'
import { storeTest } from '../../testing/store-test'
import { createRooms } from '../rooms/rooms'

const MINUTE = 60_000
const START = Date.parse('2026-03-01T10:00:00.000Z')
const iso = (minute: number) => new Date(START + minute * MINUTE).toISOString()

describe.each(kinds)('observation windows on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('are clipped to the span, with windows of two processes merged', async ({
    database,
    history,
  }) => {
    const observed = (room: string, since: number, until: number, at: number) => ({
      id: `${room}${at}`,
      room,
      since: START + since * MINUTE,
      until: START + until * MINUTE,
    })
    const rows = [
      observed('a', 0, 10, 1),
      observed('a', 5, 12, 2),
      observed('a', 6, 7, 3),
      observed('a', 20, 30, 4),
      observed('a', 40, 41, 5),
      observed('b', 13, 14, 6),
    ]
    await database.kysely.insertInto('sightings').values(rows).execute()
    expect(await history.listObserved({ room: 'a', since: iso(2), until: iso(25) })).toEqual([
      { since: iso(2), until: iso(12) },
      { since: iso(20), until: iso(25) },
    ])
    expect(await history.listObserved({ room: 'c', since: iso(0), until: iso(60) })).toEqual([])
  })

  it('grow from the first read to the last while the room is read regularly', async ({
    rooms,
    history,
  }) => {
    const read = (minute: number) => rooms.write([readOf('a', {}, { readAt: iso(minute) })])
    const observed = () => history.listObserved({ room: 'a', since: iso(0), until: iso(60) })
    for (const minute of [1, 1.1, 1.2]) await read(minute)
    expect(await observed()).toEqual([{ since: iso(1), until: iso(1.2) }])
    for (const minute of [30, 30.2]) await read(minute)
    const windows = [
      { since: iso(1), until: iso(1.2) },
      { since: iso(30), until: iso(30.2) },
    ]
    expect(await observed()).toEqual(windows)
    await rooms.write([{ id: 'a', hasEnded: true }])
    expect(await observed()).toEqual(windows)
  })

  it('allow for the pause between two reads of a sweep', async ({ database, history }) => {
    const rooms = createRooms(database, 1)
    await rooms.write(manyRooms(60))
    await rooms.writeState({})
    for (const minute of [1, 2.9]) {
      await rooms.write([readOf('room-00001', {}, { readAt: iso(minute) })])
    }
    const span = { room: 'room-00001', since: iso(0), until: iso(60) }
    expect(await history.listObserved(span)).toEqual([{ since: iso(1), until: iso(2.9) }])
    await rooms.write([readOf('room-00001', {}, { readAt: iso(5) })])
    expect(await history.listObserved(span)).toHaveLength(2)
  })

  it('leave out the time between two reads that found a change', async ({
    database,
    history,
    journal,
  }) => {
    const rooms = createRooms(database, 1)
    await rooms.write(manyRooms(600))
    await rooms.writeState({})
    const now = await database.now()
    const at = (minutes: number) => new Date(now + minutes * MINUTE).toISOString()
    for (const minutes of [-9, -5, 0]) await rooms.write([readOf('a', {}, { readAt: at(minutes) })])
    const change = { changes: newChange().changes, after: [], readAt: at(0) }
    await journal.recordExternalChange(
      { ...change, room: 'a', previousReadAt: at(-5) },
      await journal.readHead('a'),
    )
    const span = { room: 'a', since: at(-60), until: at(60) }
    expect(await history.listObserved(span)).toEqual([{ since: at(-9), until: at(-5) }])
  })
})
