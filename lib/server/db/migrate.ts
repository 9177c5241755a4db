import 'server-only'
import { DEFAULT_MIGRATION_TABLE, type Kysely, type Migration, Migrator, sql } from 'kysely'
import type { SqlDialect } from './backend'
import { journal } from './migrations/001-journal'
import { people } from './migrations/002-people'
import { history } from './migrations/003-history'
import { claimedAccounts } from './migrations/004-claimed-accounts'
import { signIn } from './migrations/005-sign-in'
import { devices } from './migrations/006-devices'
import { roomOrder } from './migrations/007-room-order'
import { directory } from './migrations/008-directory'
import { auditLog } from './migrations/009-audit-log'
import { catalogue } from './migrations/010-catalogue'
import { presetsAndBatches } from './migrations/011-presets-and-batches'
import { changedKeys } from './migrations/012-changed-keys'
import { pins } from './migrations/013-pins'
import type { Tables } from './schema'
import { StoreError } from './store-error'

/** Names never change once released. A list instead of a folder, because the app is bundled. */
const migrationsOf = (
  sqlDialect: SqlDialect,
  issuer: string | undefined,
): Record<string, Migration> => ({
  '001-journal': journal(sqlDialect),
  '002-people': people(),
  '003-history': history(sqlDialect),
  '004-claimed-accounts': claimedAccounts(),
  '005-sign-in': signIn(issuer),
  '006-devices': devices(),
  '007-room-order': roomOrder(sqlDialect),
  '008-directory': directory(sqlDialect),
  '009-audit-log': auditLog(sqlDialect),
  '010-catalogue': catalogue(),
  '011-presets-and-batches': presetsAndBatches(sqlDialect),
  '012-changed-keys': changedKeys(sqlDialect),
  '013-pins': pins(),
})

/**
 * Migrates the tables, one transaction per migration. Throws {@link StoreError} when one fails or
 * the store was created by a newer version. `issuer` is the identity provider that the links of
 * earlier versions belong to.
 */
export async function migrate(
  kysely: Kysely<Tables>,
  sqlDialect: SqlDialect,
  issuer?: string,
): Promise<void> {
  const provider = { getMigrations: async () => migrationsOf(sqlDialect, issuer) }
  const { error } = await new Migrator({ db: kysely, provider }).migrateToLatest()
  if (error === undefined) return
  const reason = error instanceof Error ? error.message : String(error)
  throw new StoreError(
    `The store cannot be migrated (${reason}). Was it created by a newer version?`,
    { cause: error },
  )
}

/** Throws {@link StoreError} when the tables are not those of this version. */
export async function assertMigrated(
  kysely: Kysely<Tables>,
  sqlDialect: SqlDialect,
): Promise<void> {
  const query = sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`
  const { rows } = await query.execute(kysely)
  const applied = rows.map(({ name }) => name).sort()
  if (applied.join() === Object.keys(migrationsOf(sqlDialect, undefined)).join()) return
  throw new StoreError(
    'The store belongs to another version of this console. Start the console of this version once, so that it migrates the store.',
  )
}

/** The id that the store got when it was created; null for an empty one. */
export async function readStoreId(
  kysely: Kysely<Tables>,
  sqlDialect: SqlDialect,
): Promise<string | null> {
  const { rows } = await sqlDialect.tableNames.execute(kysely)
  if (!rows.some(({ name }) => name === 'console_store')) return null
  const store = await kysely.selectFrom('console_store').select('id').executeTakeFirst()
  return store?.id ?? null
}
