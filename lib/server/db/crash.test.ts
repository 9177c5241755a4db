import { describe, expect, test } from 'vitest'
import { type DatabaseSettings, openDatabase } from './database'
import { createJournal } from './repositories/journal/journal'
import { createStoreSettings, isAvailable, kinds } from './testing/databases'
import { startPostgres } from './testing/postgres'
import { listenTo, spawnWriter } from './testing/writer-process'

const ROUNDS = 50
/** Processes at the same time, each with its own store. */
const LANES = 3
const LONGEST_RUN_MS = 80
/** Spreads the kills over a run; the same in every test run. */
const delayOf = (round: number) => (round * 37) % LONGEST_RUN_MS

async function expectKept(settings: DatabaseSettings, lines: string[]) {
  const database = await openDatabase(settings)
  const journal = createJournal(database)
  for (const line of lines) {
    const [stage, id = ''] = line.split(' ')
    const outcome = (await journal.find(id))?.change.outcome
    if (stage === 'settled') expect(outcome).toBe('applied')
    else expect(['pending', 'applied']).toContain(outcome)
  }
  await database.close()
}

/**
 * Kills a writer and checks what it left, `rounds` times on one store. Returns the number of lines
 * printed.
 */
async function killRepeatedly(settings: DatabaseSettings, rounds: number): Promise<number> {
  let rows = 0
  for (let round = 0; round < rounds; round++) {
    const child = spawnWriter(settings)
    const lines = await listenTo(child, () =>
      setTimeout(() => child.kill('SIGKILL'), delayOf(round)),
    )
    await expectKept(settings, lines)
    rows += lines.length
  }
  return rows
}

describe.each(kinds)('a process that is killed, on %s', (kind) => {
  test.skipIf(!isAvailable(kind))(
    `loses no change that it reported, ${ROUNDS} times`,
    async () => {
      const stores = await Promise.all(
        Array.from({ length: LANES }, () => createStoreSettings(kind)),
      )
      const shares = stores.map((_, n) => Math.floor((ROUNDS + n) / LANES))
      const rows = await Promise.all(
        stores.map((settings, n) => killRepeatedly(settings, shares[n] ?? 0)),
      )
      expect(shares.reduce((sum, share) => sum + share)).toBe(ROUNDS)
      expect(rows.reduce((sum, count) => sum + count)).toBeGreaterThan(ROUNDS)
    },
    60_000,
  )
})

describe.skipIf(!isAvailable('postgres'))('a PostgreSQL server that is killed', () => {
  test('loses nothing that was committed, 3 times', async () => {
    const server = await startPostgres()
    if (typeof server === 'string') throw new Error(server)
    const settings = await createStoreSettings('postgres', server.url)
    for (let round = 0; round < 3; round++) {
      const child = spawnWriter(settings)
      let crashed: Promise<void> | undefined
      const lines = await listenTo(child, () => {
        setTimeout(() => {
          crashed = server.crash()
        }, delayOf(round))
      })
      await crashed
      await expectKept(settings, lines)
    }
    await server.stop()
  }, 60_000)
})
