import 'server-only'
import { sql } from 'kysely'
import { onTestFinished, test } from 'vitest'
import type { Change } from '@/lib/shared/changes/change'
import type { StoreKind } from '../backend'
import { type Database, openDatabase } from '../database'
import { CHANGE_COLUMNS, toChange } from '../mappers'
import { createHistory, type History } from '../repositories/history/history'
import { createJournal, type Journal } from '../repositories/journal/journal'
import { createRooms, type Rooms } from '../repositories/rooms/rooms'
import { createStoreSettings } from './databases'

type Fixtures = { database: Database; journal: Journal; history: History; rooms: Rooms }

/** Gives each test its own store. */
export const storeTest = (kind: StoreKind) =>
  test.extend<Fixtures>({
    database: async ({ task: _ }, use) => {
      const database = await openDatabase(await createStoreSettings(kind))
      await use(database)
      await database.close()
    },
    journal: ({ database }, use) => use(createJournal(database)),
    history: ({ database }, use) => use(createHistory(database)),
    rooms: ({ database }, use) => use(createRooms(database)),
  })

/** The same store, seen by a server whose clock is `ms` ahead. */
export const withClockStep = (database: Database, ms: number): Database => ({
  ...database,
  clock: sql<number>`(${database.clock} + ${sql.lit(ms)})`,
  now: async () => (await database.now()) + ms,
})

/** The unsettled change that locks the room. */
export async function findUnsettled({ kysely }: Database, room: string): Promise<Change | null> {
  const row = await kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('room', '=', room)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  return row ? toChange(row) : null
}

/** A new store that is closed with the running test; concurrent tests pass their own `onEnd`. */
export async function openTestDatabase(
  kind: StoreKind = 'embedded',
  onEnd: (work: () => Promise<void>) => void = onTestFinished,
): Promise<Database> {
  const database = await openDatabase(await createStoreSettings(kind))
  onEnd(() => database.close())
  return database
}
