import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Libsql from 'libsql'
import pg from 'pg'

const ATTEMPTS = 100
const RETRY_MS = 20

/**
 * Makes the last sign-in of this person as old as `ageMs`. Writes to the store of the console, since
 * nothing that a person can do ages a session.
 */
export async function ageSignIn(email: string, ageMs: number): Promise<void> {
  const values = [Date.now() - ageMs, email] as const
  const { E2E_DATABASE_URL, E2E_DATA_DIR } = process.env
  const isDone = E2E_DATABASE_URL
    ? await updatePostgres(E2E_DATABASE_URL, values)
    : await updateEmbedded(join(E2E_DATA_DIR ?? '', 'console.db'), values)
  if (!isDone) throw new Error(`${email} has no session`)
}

type Values = readonly [at: number, email: string]

const toSql = ([at, email]: readonly [string, string]) =>
  `update sessions set authenticated_at = ${at}
   where person_id in (select id from people where email = ${email})`

async function updateEmbedded(file: string, values: Values): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const database = new Libsql(file)
    try {
      return database.prepare(toSql(['?', '?'])).run([...values]).changes > 0
    } catch (error) {
      // The console is writing at this moment.
      if (attempt === ATTEMPTS) throw error
    } finally {
      database.close()
    }
    await sleep(RETRY_MS)
  }
}

async function updatePostgres(connectionString: string, values: Values): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return ((await client.query(toSql(['$1', '$2']), [...values])).rowCount ?? 0) > 0
  } finally {
    await client.end()
  }
}
