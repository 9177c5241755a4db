import 'server-only'
import { sql } from 'kysely'
import type { RoomIndexDialect } from '../backend'

const selectNumbers = (terms: readonly string[], after: number, limit: number) =>
  sql<{ number: number }>`select rowid as number from rooms_index
      where rooms_index match ${terms.join(' ')} and rowid > ${after} order by rowid limit ${limit}`

/**
 * Contentless: the terms themselves are not stored, only which rooms have them. `detail = none`
 * leaves out their positions, which nothing needs.
 */
export const embeddedRoomIndex: RoomIndexDialect = {
  numberColumn: { type: 'integer', build: (column) => column.primaryKey().autoIncrement() },
  binaryText: sql`text`,
  asUsualText: (column) => sql.ref(column),
  create: [
    sql`create virtual table rooms_index using fts5 (terms, content = '', contentless_delete = 1,
        detail = 'none', tokenize = 'ascii')`,
  ],
  write: (room, terms) =>
    sql`insert or replace into rooms_index (rowid, terms) values (${room}, ${terms.join(' ')})`,
  remove: (rooms) => sql`delete from rooms_index where rowid in (${sql.join(rooms)})`,
  find: (terms, limit) => selectNumbers(terms, 0, limit),
  findAfter: selectNumbers,
  // The condition of the sorted index, which a walk reads: the plus keeps SQLite from reading and
  // sorting all rooms that have the terms.
  hasTerms: (terms) =>
    sql`ended_at is null
        and +number in (select rowid from rooms_index where rooms_index match ${terms.join(' ')})`,
  writeLock: null,
}
