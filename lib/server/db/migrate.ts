import 'server-only'
import { type Kysely, type Migration, Migrator } from 'kysely'
import type { Words } from './backend'
import { journal } from './migrations/001-journal'
import { people } from './migrations/002-people'
import { history } from './migrations/003-history'
import type { Tables } from './schema'
import { StoreError } from './store-error'

/** In the order of their names, which never change once released. A list and no folder, since the app is bundled. */
const migrationsOf = (words: Words): Record<string, Migration> => ({
  '001-journal': journal(words),
  '002-people': people(),
  '003-history': history(words),
})

/**
 * Brings the tables up to date; each migration is one transaction. Throws {@link StoreError} when the store was made
 * by a newer version or a migration fails.
 */
export async function migrate(kysely: Kysely<Tables>, words: Words): Promise<void> {
  const provider = { getMigrations: async () => migrationsOf(words) }
  const { error } = await new Migrator({ db: kysely, provider }).migrateToLatest()
  if (error === undefined) return
  const reason = error instanceof Error ? error.message : String(error)
  throw new StoreError(
    `The store cannot be brought up to date (${reason}). Was it made by a newer version?`,
    { cause: error },
  )
}

/** The id this store was given when it was made; null where nothing was made yet. */
export async function storeIdOf(kysely: Kysely<Tables>, words: Words): Promise<string | null> {
  const { rows } = await words.tables.execute(kysely)
  if (!rows.some(({ name }) => name === 'console_store')) return null
  const store = await kysely.selectFrom('console_store').select('id').executeTakeFirst()
  return store?.id ?? null
}
