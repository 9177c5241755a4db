import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from './database'
import { createJournal } from './repositories/journal'
import { isHere, kinds, newPlace, type Place } from './testing/databases'
import { startPostgres } from './testing/postgres'
import { bundleWriter, listenTo, spawnWriter } from './testing/writer-process'

const ROUNDS = 50
/** Processes that run at a time, each with a store of its own. */
const LANES = 3
const LONGEST_RUN_MS = 80
const atAnyMoment = () => Math.random() * LONGEST_RUN_MS

let bundle: string
beforeAll(async () => {
  bundle = await bundleWriter()
})

async function expectKept(place: Place, said: string[]) {
  const database = await openDatabase(place.settings)
  const journal = createJournal(database)
  for (const line of said) {
    const [stage, id = ''] = line.split(' ')
    const outcome = (await journal.find(id))?.change.outcome
    if (stage === 'settled') expect(outcome).toBe('applied')
    else expect(['pending', 'applied']).toContain(outcome)
  }
  await database.close()
}

/** `rounds` rounds on one store: a writer that is killed, then a look at what it left. */
async function lane(place: Place, rounds: number): Promise<number> {
  let rows = 0
  for (let round = 0; round < rounds; round++) {
    const child = spawnWriter(bundle, place)
    const said = await listenTo(child, () => setTimeout(() => child.kill('SIGKILL'), atAnyMoment()))
    await expectKept(place, said)
    rows += said.length
  }
  return rows
}

describe.each(kinds)('a process that is killed, on %s', (kind) => {
  test.skipIf(!isHere(kind))(
    `loses nothing it said, ${ROUNDS} times`,
    async () => {
      const places = await Promise.all(Array.from({ length: LANES }, () => newPlace(kind)))
      const shares = places.map((_, n) => Math.floor((ROUNDS + n) / LANES))
      const rows = await Promise.all(places.map((place, n) => lane(place, shares[n] ?? 0)))
      expect(shares.reduce((sum, share) => sum + share)).toBe(ROUNDS)
      expect(rows.reduce((sum, count) => sum + count)).toBeGreaterThan(ROUNDS)
      for (const place of places) await place.clear()
    },
    60_000,
  )
})

describe.skipIf(!isHere('postgres'))('a PostgreSQL server that is killed', () => {
  test('loses nothing that was committed, 3 times', async () => {
    const server = await startPostgres()
    if (typeof server === 'string') throw new Error(server)
    const place = await newPlace('postgres', server.url)
    for (let round = 0; round < 3; round++) {
      const child = spawnWriter(bundle, place)
      let crashed: Promise<void> | undefined
      const said = await listenTo(child, () => {
        setTimeout(() => {
          crashed = server.crash()
        }, atAnyMoment())
      })
      await crashed
      await expectKept(place, said)
    }
    await place.clear()
    await server.stop()
  }, 60_000)
})
