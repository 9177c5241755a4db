import 'server-only'
import { onTestFinished, test } from 'vitest'
import type { StoreKind } from '../backend'
import { type Database, openDatabase } from '../database'
import { createHistory, type History } from '../repositories/history'
import { createJournal, type Journal } from '../repositories/journal'
import { newPlace } from './databases'

type Fixtures = { database: Database; journal: Journal; history: History }

/** Tests with a store of their own each, so that none sees another's rows. */
export const storeTest = (kind: StoreKind) =>
  test.extend<Fixtures>({
    database: async ({ task: _ }, use) => {
      const place = await newPlace(kind)
      const database = await openDatabase(place.settings)
      await use(database)
      await database.close()
      await place.clear()
    },
    journal: ({ database }, use) => use(createJournal(database)),
    history: ({ database }, use) => use(createHistory(database)),
  })

/** A new store that goes with the running test; of tests that run side by side each hands in its own `onEnd`. */
export async function openTestDatabase(
  kind: StoreKind = 'embedded',
  onEnd: (work: () => Promise<void>) => void = onTestFinished,
): Promise<Database> {
  const place = await newPlace(kind)
  const database = await openDatabase(place.settings)
  onEnd(async () => {
    await database.close()
    await place.clear()
  })
  return database
}
