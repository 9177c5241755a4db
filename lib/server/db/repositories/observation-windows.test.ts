import { describe, expect } from 'vitest'
import { isHere, kinds } from '../testing/databases'
import { storeTest } from '../testing/store-test'
import { createSightings } from './observation-windows'

const MINUTE = 60_000
const START = Date.parse('2026-03-01T10:00:00.000Z')
const iso = (minute: number) => new Date(START + minute * MINUTE).toISOString()

describe.each(kinds)('when a room was looked at, on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isHere(kind))

  it('is told in stretches, cut to what was asked, with those of two processes joined', async ({
    database,
    history,
  }) => {
    const stretch = (room: string, since: number, until: number, at: number) => ({
      id: `${room}${at}`,
      room,
      since: START + since * MINUTE,
      until: START + until * MINUTE,
    })
    const rows = [
      stretch('a', 0, 10, 1),
      stretch('a', 5, 12, 2),
      stretch('a', 6, 7, 3),
      stretch('a', 20, 30, 4),
      stretch('a', 40, 41, 5),
      stretch('b', 13, 14, 6),
    ]
    await database.kysely.insertInto('sightings').values(rows).execute()
    expect(await history.seen({ room: 'a', since: iso(2), until: iso(25) })).toEqual([
      { since: iso(2), until: iso(12) },
      { since: iso(20), until: iso(25) },
    ])
    expect(await history.seen({ room: 'c', since: iso(0), until: iso(60) })).toEqual([])
  })

  it('grows from the first look to the last, by the database’s clock', async ({
    database,
    history,
  }) => {
    const sightings = createSightings(database)
    const before = await database.now()
    const id = await sightings.begin('a')
    const span = { room: 'a', since: new Date(before).toISOString(), until: '2999-01-01T00:00:00Z' }
    const [first] = await history.seen(span)
    expect(first?.since).toBe(first?.until)
    while ((await database.now()) <= Date.parse(first?.until ?? ''));
    await sightings.extend(id)
    const [second] = await history.seen(span)
    expect(second?.since).toBe(first?.since)
    expect(Date.parse(second?.until ?? '')).toBeGreaterThan(Date.parse(first?.until ?? ''))
  })
})
