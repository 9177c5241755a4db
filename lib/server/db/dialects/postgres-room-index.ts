import 'server-only'
import { sql } from 'kysely'
import type { RoomIndexDialect } from '../backend'

/** Transactions that write to the directory take turns; the number is arbitrary. */
const WRITE_LOCK = 7_406_052_932

export const postgresRoomIndex: RoomIndexDialect = {
  numberColumn: {
    type: 'bigint',
    build: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  },
  binaryText: sql`text collate "C"`,
  create: [
    sql`create table rooms_index (number bigint primary key, terms text[] not null)`,
    sql`create index rooms_index_by_terms on rooms_index using gin (terms)`,
  ],
  write: (room, terms) =>
    sql`insert into rooms_index (number, terms) values (${room}, ${terms})
        on conflict (number) do update set terms = excluded.terms`,
  remove: (rooms) => sql`delete from rooms_index where number in (${sql.join(rooms)})`,
  find: (terms, after, limit) =>
    sql`select number from rooms_index where terms @> ${terms}::text[] and number > ${after}
        order by number limit ${limit}`,
  hasTerms: (terms) =>
    sql`number in (select number from rooms_index where terms @> ${terms}::text[])`,
  writeLock: sql`select pg_advisory_xact_lock(${sql.lit(WRITE_LOCK)})`,
}
