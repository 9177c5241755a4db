import 'server-only'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import Libsql from 'libsql'
import type { Backend, SqlDialect } from '../backend'
import { createPrivateDirectory, createPrivateFile, restrictFile } from '../private-files'
import { StoreError } from '../store-error'
import { identityFile } from '../store-identity'
import { embeddedChangedKeys } from './embedded-changed-keys'
import { embeddedRoomIndex } from './embedded-room-index'
import { createLocalNotifications } from './notifications'
import { EmbeddedDriver, isBusy } from './sqlite/embedded-driver'
import { watchFileIdentity } from './sqlite/file-identity'
import { UnsyncedWrites } from './sqlite/unsynced-writes'
import { acquireStoreOwnership } from './store-ownership'

const FINAL = 'a settled change never changes'
const APPEND_ONLY = 'an audit entry never changes'

const sqlDialect: SqlDialect = {
  clock: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  tableNames: sql`select name from sqlite_master where type = 'table'`,
  immutabilityTriggers: [
    sql`create trigger changes_settled before update on changes when old.settled_at is not null
        begin select raise(abort, ${sql.lit(FINAL)}); end`,
    sql`create trigger changes_kept before delete on changes
        begin select raise(abort, ${sql.lit(FINAL)}); end`,
  ],
  roomOrderTriggers: [],
  auditTriggers: ['update', 'delete'].map(
    (write) =>
      sql`create trigger ${sql.ref(`audit_log_no_${write}`)} before ${sql.raw(write)} on audit_log
        begin select raise(abort, ${sql.lit(APPEND_ONLY)}); end`,
  ),
  // Statistics of a journal of 100,000 rows: total, then rows per value of the first column, the
  // first two, and so on. Without them SQLite considers all indexes equal and searches a room's few
  // changes among all *applied* ones. Fixed numbers, which SQLite documents as allowed, give the
  // same plans in every store.
  plannerStatistics: [
    sql`analyze changes`,
    sql`delete from sqlite_stat1 where tbl = 'changes'`,
    sql`insert into sqlite_stat1 (tbl, idx, stat) values
        ('changes', 'changes_room_taken', '20 1'),
        ('changes', 'changes_key_once', '100000 2000 1'),
        ('changes', 'changes_by_at', '100000 1 1'),
        ('changes', 'changes_by_room', '100000 50 1 1'),
        ('changes', 'changes_by_room_order', '100000 50 1 1 1'),
        ('changes', 'changes_by_person_id', '100000 2000 1 1'),
        ('changes', 'changes_by_outcome', '100000 20000 1 1'),
        ('changes', 'changes_by_source', '100000 30000 1 1'),
        ('changes', 'changes_by_batch_id', '2000 50'),
        ('changes', 'changes_by_preset_id', '2000 100')`,
    sql`analyze sqlite_schema`,
  ],
  roomIndex: embeddedRoomIndex,
  changedKeys: embeddedChangedKeys,
}

/** `mustExist`: an earlier start created the store. `isOwner`: keeps other owners out. */
type EmbeddedOptions = { mustExist: boolean; isOwner: boolean }

/**
 * Opens or creates `DATA_DIR/console.db`. Throws {@link StoreError} when it is damaged, cannot be
 * opened, is missing although it must exist, or has another owner.
 */
export function openEmbedded(dataDir: string, { mustExist, isOwner }: EmbeddedOptions): Backend {
  const file = join(dataDir, 'console.db')
  if (mustExist && !existsSync(file)) {
    throw new StoreError(
      `The store ${file} is missing, although it was created before. Restore it from a backup; to start with an empty store, remove store.json beside it.`,
    )
  }
  const { db, releaseOwnership } = openFiles(dataDir, file, isOwner)
  const watch = watchFileIdentity(file)
  const unsyncedWrites = new UnsyncedWrites()
  const driver = new EmbeddedDriver(db, watch, unsyncedWrites)
  return {
    kind: 'embedded',
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    sqlDialect,
    // The driver keeps every statement prepared.
    keepPrepared: () => undefined,
    read: (query) => driver.read(query),
    unsyncedPlugins: [unsyncedWrites],
    ...createLocalNotifications(),
    // Only the owner migrates.
    withMigrationLock: (work) => work(),
    async close() {
      try {
        // Leaves one file that can be copied; the driver closes its files only after garbage
        // collection.
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // Harmless: committed data is in the write-ahead log, and the next start reads it.
      }
      db.close()
      releaseOwnership()
    },
  }
}

/** The lock comes first: opening the database can already write to it. */
function openFiles(dataDir: string, file: string, isOwner: boolean) {
  let releaseOwnership: () => void = () => undefined
  try {
    createPrivateDirectory(dataDir)
    // SQLite gives the files beside it the mode of this one.
    createPrivateFile(file)
    for (const path of [`${file}-wal`, `${file}-shm`, identityFile(dataDir)]) restrictFile(path)
    if (isOwner) releaseOwnership = acquireStoreOwnership(dataDir)
    return { db: openFile(file), releaseOwnership }
  } catch (error) {
    releaseOwnership()
    if (error instanceof StoreError) throw error
    if (isBusy(error)) {
      throw new StoreError(`The store ${file} is in use by another process.`, { cause: error })
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new StoreError(
      `The store ${file} cannot be opened or is damaged (${reason}). Restore it from a backup.`,
      { cause: error },
    )
  }
}

/** Throws when the file is damaged or locked. */
function openFile(file: string): Libsql.Database {
  const db = new Libsql(file)
  // The driver is synchronous: waiting for a lock inside SQLite would block the event loop.
  db.pragma('busy_timeout = 0')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const [answer] = db.prepare('PRAGMA quick_check(1)').pluck().all()
  if (answer !== 'ok') throw new Error(String(answer))
  return db
}
