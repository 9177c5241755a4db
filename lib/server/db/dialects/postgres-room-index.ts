import 'server-only'
import { sql } from 'kysely'
import type { RoomIndexDialect } from '../backend'

/** Transactions that write to the directory take turns; the number is arbitrary. */
const WRITE_LOCK = 7_406_052_932

/**
 * All rooms that have the terms, through the index whatever the planner expects. Otherwise, if it
 * takes them for many, it reads the terms of one room after the other: it knows those of constants
 * from its statistics, but not those that a query returns, nor a limit outside of `materialized`.
 */
const withTerms = (terms: readonly string[]) =>
  sql`(with found as materialized
        (select number from rooms_index where terms @> (select ${terms}::text[]))
      select number from found)`

export const postgresRoomIndex: RoomIndexDialect = {
  numberColumn: {
    type: 'bigint',
    build: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  },
  binaryText: sql`text collate "C"`,
  asUsualText: (column) => sql`${sql.ref(column)} collate "default"`,
  create: [
    sql`create table rooms_index (number bigint primary key, terms text[] not null)`,
    sql`create index rooms_index_by_terms on rooms_index using gin (terms)`,
  ],
  write: (room, terms) =>
    sql`insert into rooms_index (number, terms) values (${room}, ${terms})
        on conflict (number) do update set terms = excluded.terms`,
  remove: (rooms) => sql`delete from rooms_index where number in (${sql.join(rooms)})`,
  // Any of them: an order would need all.
  find: (terms, limit) => sql`select number from ${withTerms(terms)} as found limit ${limit}`,
  findAfter: (terms, after, limit) =>
    sql`select number from ${withTerms(terms)} as found where number > ${after}
        order by number limit ${limit}`,
  // An array is complete before the first room is read. As a join, PostgreSQL without statistics
  // looks up each room of the list in the index.
  hasTerms: (terms) => sql`number = any(array${withTerms(terms)})`,
  writeLock: sql`select pg_advisory_xact_lock(${sql.lit(WRITE_LOCK)})`,
}
