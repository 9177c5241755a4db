import 'server-only'
import { type CompiledQuery, Kysely, type RawBuilder } from 'kysely'
import type { Backend, Notifications, RoomIndexDialect, StoreKind } from './backend'
import { openEmbedded } from './dialects/embedded'
import { openPostgres } from './dialects/postgres'
import { assertMigrated, migrate, readStoreId } from './migrate'
import { withStoreTimeout } from './query-errors'
import type { Tables } from './schema'
import { StoreError } from './store-error'
import { assertSameKind, assertSameStore, readIdentity, writeIdentity } from './store-identity'

export type Database = Notifications & {
  kysely: Kysely<Tables>
  /**
   * The same store for writes that need not wait for the disk. They are visible at once and survive
   * the end of the process; a power failure may undo them unless a later write of `kysely` was
   * committed.
   */
  unsynced: Kysely<Tables>
  kind: StoreKind
  /**
   * The database's clock as an SQL expression in epoch milliseconds; replicas compare times by this
   * clock only.
   */
  clock: RawBuilder<number>
  roomIndex: RoomIndexDialect
  /** Keeps the statement of this text prepared on each connection from its first use. */
  keepPrepared(sql: string): void
  /** Runs a compiled query that returns rows, outside transactions. */
  read<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  /** Reads that clock. Throws `journal.unavailable`. */
  now(): Promise<number>
  /** Throws `journal.unavailable` within a second when the store cannot be used. */
  check(): Promise<void>
  close(): Promise<void>
}

/** `issuer` is the configured identity provider, if any. */
export type DatabaseSettings = { dataDir: string; databaseUrl?: string; issuer?: string }

/**
 * Opens the store for a server: PostgreSQL if `databaseUrl` is set, else one SQLite file in
 * `dataDir`, of which this process becomes the owner. Creates or migrates the tables. Throws
 * {@link StoreError} when the store of an earlier start is missing, damaged or replaced by another,
 * or when another process owns it.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const { dataDir, issuer } = settings
  const identity = readIdentity(dataDir)
  return open(settings, { mustExist: identity !== null, isOwner: true }, (kysely, backend) =>
    backend.withMigrationLock(async () => {
      assertSameStore(identity, await readStoreId(kysely, backend.sqlDialect), dataDir)
      await migrate(kysely, backend.sqlDialect, issuer)
      const id = await readUsableStoreId(kysely, backend)
      if (identity === null) saveIdentity(dataDir, id, backend)
    }),
  )
}

/**
 * Opens an existing store for a command line tool: beside a running server, which stays the owner
 * and alone migrates. Throws {@link StoreError} when there is no store, or one of another version.
 */
export async function attachDatabase(settings: DatabaseSettings): Promise<Database> {
  const { dataDir, databaseUrl } = settings
  const identity = readIdentity(dataDir)
  // With PostgreSQL the file is optional, see saveIdentity.
  if (databaseUrl === undefined && identity === null) {
    throw new StoreError(`There is no store in ${dataDir}. Start the console once to create it.`)
  }
  return open(settings, { mustExist: true, isOwner: false }, async (kysely, backend) => {
    const found = await readStoreId(kysely, backend.sqlDialect)
    assertSameStore(identity, found, dataDir)
    await assertMigrated(kysely, backend.sqlDialect)
    await readUsableStoreId(kysely, backend)
  })
}

async function open(
  { dataDir, databaseUrl }: DatabaseSettings,
  options: { mustExist: boolean; isOwner: boolean },
  prepare: (kysely: Kysely<Tables>, backend: Backend) => Promise<void>,
): Promise<Database> {
  const kind = databaseUrl === undefined ? 'embedded' : 'postgres'
  assertSameKind(readIdentity(dataDir), kind, dataDir)
  const backend =
    databaseUrl === undefined ? openEmbedded(dataDir, options) : await openPostgres(databaseUrl)
  const kysely = new Kysely<Tables>({ dialect: backend.dialect })
  const close = async () => {
    await kysely.destroy()
    await backend.close()
  }
  try {
    await prepare(kysely, backend)
  } catch (error) {
    await close()
    throw error instanceof StoreError ? error : damagedStoreError(error)
  }
  return {
    kysely,
    unsynced: backend.unsyncedPlugins.reduce(
      (instance, plugin) => instance.withPlugin(plugin),
      kysely,
    ),
    kind,
    clock: backend.sqlDialect.clock,
    roomIndex: backend.sqlDialect.roomIndex,
    keepPrepared: backend.keepPrepared,
    read: backend.read ?? (async (query) => (await kysely.executeQuery(query)).rows),
    now: () => withStoreTimeout(() => readClock(kysely, backend)),
    check: () => withStoreTimeout(async () => void (await readUsableStoreId(kysely, backend))),
    publish: backend.publish,
    subscribe: backend.subscribe,
    close,
  }
}

async function readClock(kysely: Kysely<Tables>, { sqlDialect }: Backend): Promise<number> {
  const { now } = await kysely.selectNoFrom(sqlDialect.clock.as('now')).executeTakeFirstOrThrow()
  return now
}

/** Reads the journal as well, so that a missing table is noticed. */
async function readUsableStoreId(kysely: Kysely<Tables>, { sqlDialect }: Backend): Promise<string> {
  const id = await readStoreId(kysely, sqlDialect)
  await kysely.selectFrom('changes').select('id').limit(1).execute()
  if (id === null) throw new Error('it has no id')
  return id
}

/**
 * With PostgreSQL the file is optional: the store's own row identifies it, and replicas may have no
 * writable disk.
 */
function saveIdentity(dataDir: string, id: string, { kind }: Backend): void {
  try {
    writeIdentity(dataDir, { id, kind })
  } catch (cause) {
    if (kind === 'postgres') return
    throw new StoreError(`${dataDir} cannot be written to.`, { cause })
  }
}

function damagedStoreError(cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StoreError(`The store is damaged or cannot be used (${reason}).`, { cause })
}
