import 'server-only'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import Libsql from 'libsql'
import type { Backend, Words } from '../backend'
import { StoreError } from '../store-error'
import { EmbeddedDriver, isBusy } from './embedded-driver'
import { openFileWatch } from './file-identity'
import { createLocalNudges } from './notifications'

const FINAL = 'a settled change never changes'

const words: Words = {
  clock: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  tables: sql`select name from sqlite_master where type = 'table'`,
  seal: [
    sql`create trigger changes_settled before update on changes when old.settled_at is not null
        begin select raise(abort, ${sql.lit(FINAL)}); end`,
    sql`create trigger changes_kept before delete on changes
        begin select raise(abort, ${sql.lit(FINAL)}); end`,
  ],
  // Made for a journal of a hundred thousand: rows in all, then rows alike by the first column, by the first two, ….
  // Without them each index counts as narrow as the others, and a room's few changes are sought among all *applied*
  // ones. Written by hand, as its documents provide for, plans are the same in every store and on every day.
  statistics: [
    sql`analyze changes`,
    sql`delete from sqlite_stat1 where tbl = 'changes'`,
    sql`insert into sqlite_stat1 (tbl, idx, stat) values
        ('changes', 'changes_room_taken', '20 1'),
        ('changes', 'changes_key_once', '100000 2000 1'),
        ('changes', 'changes_by_at', '100000 1 1'),
        ('changes', 'changes_by_room', '100000 50 1 1'),
        ('changes', 'changes_by_person_id', '100000 2000 1 1'),
        ('changes', 'changes_by_outcome', '100000 20000 1 1'),
        ('changes', 'changes_by_source', '100000 30000 1 1')`,
    sql`analyze sqlite_schema`,
  ],
}

/**
 * Opens `DATA_DIR/console.db`; `expected` says that it was made before. Throws {@link StoreError} when it is missing
 * though expected, damaged, or cannot be opened.
 */
export function openEmbedded(dataDir: string, expected: boolean): Backend {
  const file = join(dataDir, 'console.db')
  if (expected && !existsSync(file)) {
    throw new StoreError(
      `The store ${file} is missing, though it was made before. Put it back from a backup; to begin anew, remove the marker beside it (store.json).`,
    )
  }
  const db = openFile(dataDir, file)
  const watch = openFileWatch(file)
  return {
    kind: 'embedded',
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new EmbeddedDriver(db, watch),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    words,
    ...createLocalNudges(),
    // The file has one process; two that start by mistake are kept apart by SQLite's own write lock.
    alone: (work) => work(),
    async close() {
      try {
        // Into one file that can be copied; the driver closes its own only when its statements are collected.
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // Only tidiness is lost: what is committed lies in the log, and the next start reads it there.
      }
      db.close()
    },
  }
}

function openFile(dataDir: string, file: string): Libsql.Database {
  try {
    mkdirSync(dataDir, { recursive: true })
    const db = new Libsql(file)
    // The driver is synchronous: to wait for a lock in SQLite would be to stop the process (faults §4).
    db.pragma('busy_timeout = 0')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    const [answer] = db.prepare('PRAGMA quick_check(1)').pluck().all()
    if (answer !== 'ok') throw new Error(String(answer))
    return db
  } catch (error) {
    if (isBusy(error)) {
      throw new StoreError(`The store ${file} is in use by another process.`, { cause: error })
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new StoreError(
      `The store ${file} cannot be opened or is damaged (${reason}). Put it back from a backup.`,
      { cause: error },
    )
  }
}
