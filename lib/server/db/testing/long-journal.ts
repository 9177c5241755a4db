import 'server-only'
import { sql } from 'kysely'
import { type Database, type DatabaseSettings, openDatabase } from '../database'

export const LONG = 100_000
/** 2026-01-01; with a change every five minutes the journal spans most of a year. */
const START = 1_767_225_600_000
const STEP_MS = 300_000

/** The time of the nth change, ISO 8601. */
export const timeOf = (n: number) => new Date(START + n * STEP_MS).toISOString()

/** Creates a store with a journal of `count` changes, for a console that is started afterwards. */
export async function makeLongStore(settings: DatabaseSettings, count = LONG): Promise<void> {
  const database = await openDatabase(settings)
  await writeLongJournal(database, count)
  // PostgreSQL analyses by itself within minutes; the embedded store has its statistics from the
  // start.
  if (database.kind === 'postgres') await sql`analyze changes`.execute(database.kysely)
  await database.close()
}

/** Keeps each statement within the query time-out of five seconds, also on a busy machine. */
const BATCH_SIZE = 10_000

/**
 * A year of work: 2,000 rooms; 40 people, of whom one makes nearly half of the changes; 1 %
 * external, 3 % partial, 5 % refused, 1 % restores; four keys of about 130 characters per change.
 * The same rows in both databases.
 */
export async function writeLongJournal(database: Database, count = LONG): Promise<void> {
  for (let first = 1; first <= count; first += BATCH_SIZE) {
    await writeRows(database, first, Math.min(count, first + BATCH_SIZE - 1))
  }
}

async function writeRows({ kysely }: Database, first: number, last: number): Promise<void> {
  const text = sql.lit('0123456789abcdef'.repeat(8))
  const key = (at: number) =>
    sql`'{"key":"key${sql.raw(String(at))}","from":"' || ${text} || n || '","to":"' || ${text} || (n + ${sql.lit(at)}) || '"}'`
  await sql`
    with recursive numbers(n) as (select ${sql.lit(first)} union all select n + 1 from numbers where n < ${sql.lit(last)})
    insert into changes (id, room, source, person_id, person_name, at, changes, outcome, results, settled_at,
      room_order, idempotency_key, calls)
    select
      '00000000-0000-4000-8000-' || substr(cast(1000000000000 + n as text), 2),
      'room-' || (n * 7919 % 2000),
      case when n % 100 = 0 then 'outside' when n % 100 = 50 then 'restore' else 'console' end,
      case when n % 100 = 0 then null when n % 7 < 3 then 'person-0' else 'person-' || (n * 31 % 40) end,
      case when n % 100 = 0 then null when n % 7 < 3 then 'Person 0' else 'Person ' || (n * 31 % 40) end,
      ${sql.lit(START)} + n * cast(${sql.lit(STEP_MS)} as bigint),
      '[' || ${sql.join([1, 2, 3, 4].map(key), sql` || ',' || `)} || ']',
      case when n % 33 = 0 then 'partial' when n % 20 = 1 then 'not-applied' else 'applied' end,
      '[{"key":"key1","result":"applied","found":null},{"key":"key2","result":"not-applied","found":null}]',
      ${sql.lit(START)} + n * cast(${sql.lit(STEP_MS)} as bigint) + 400,
      (n + 1999) / 2000,
      'key-' || n,
      '[]'
    from numbers`.execute(kysely)
}
