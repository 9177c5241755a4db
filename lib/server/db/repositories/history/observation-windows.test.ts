import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { storeTest } from '../../testing/store-test'
import { createObservationWindows } from './observation-windows'

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

  it('grow from the first read to the last, by the database’s clock', async ({
    database,
    history,
  }) => {
    const windows = createObservationWindows(database)
    const before = await database.now()
    const id = await windows.begin('a')
    const span = { room: 'a', since: new Date(before).toISOString(), until: '2999-01-01T00:00:00Z' }
    const [first] = await history.listObserved(span)
    expect(first?.since).toBe(first?.until)
    while ((await database.now()) <= Date.parse(first?.until ?? ''));
    await windows.extend(id)
    const [second] = await history.listObserved(span)
    expect(second?.since).toBe(first?.since)
    expect(Date.parse(second?.until ?? '')).toBeGreaterThan(Date.parse(first?.until ?? ''))
  })
})
