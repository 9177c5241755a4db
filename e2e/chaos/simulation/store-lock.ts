import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Libsql from 'libsql'
import pg from 'pg'

/** Holds the write lock of the store for `ms`. Reads go on. */
export type StoreLock = (ms: number) => Promise<void>

/** `dataDir` contains the embedded store, if there is no `databaseUrl`. */
export function createStoreLock(settings: { dataDir: string; databaseUrl?: string }): StoreLock {
  const { databaseUrl } = settings
  return databaseUrl === undefined
    ? (ms) => lockEmbedded(join(settings.dataDir, 'console.db'), ms)
    : (ms) => lockPostgres(databaseUrl, ms)
}

async function lockEmbedded(file: string, ms: number): Promise<void> {
  const database = new Libsql(file)
  try {
    database.pragma('busy_timeout = 0')
    database.exec('begin immediate')
    await sleep(ms)
    database.exec('rollback')
  } catch {
    // A console is writing at this moment.
  } finally {
    database.close()
  }
}

async function lockPostgres(connectionString: string, ms: number): Promise<void> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('begin')
    await client.query('lock table changes in exclusive mode')
    await sleep(ms)
    await client.query('rollback')
  } finally {
    await client.end().catch(() => undefined)
  }
}
