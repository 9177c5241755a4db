import 'server-only'
import { type Kysely, type Migration, sql } from 'kysely'
import type { SqlDialect } from '../backend'

/**
 * The directory: every known room with its last known metadata, and a search index. Each order of
 * the room list has an index that ends with the id, so that a page costs the same at any size. Also
 * the lease of the process that keeps the directory current, and when the room of an external change
 * was read before.
 */
export const directory = ({ roomIndex }: SqlDialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await createRooms(db, roomIndex)
    for (const statement of roomIndex.create) await statement.execute(db)
    for (const columns of INDEXES) {
      const [first = ''] = columns[0].split(' ')
      await db.schema
        .createIndex(`rooms_by_${first}`)
        .on('rooms')
        .columns([...columns])
        .where(sql.ref('ended_at'), 'is', null)
        .execute()
    }
    await db.schema
      .createIndex('rooms_by_ended_at')
      .on('rooms')
      .column('ended_at')
      .where(sql.ref('ended_at'), 'is not', null)
      .execute()
    await db.schema
      .createTable('directory_state')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('crawl', 'bigint', (column) => column.notNull())
      .addColumn('first_page_at', 'bigint')
      .addColumn('crawl_started_at', 'bigint')
      .addColumn('rooms', 'bigint', (column) => column.notNull())
      .addColumn('problem', 'text')
      .addColumn('ref', 'text')
      .execute()
    await sql`insert into directory_state (id, crawl, rooms) values (1, 0, 0)`.execute(db)
    await db.schema
      .createTable('worker_leases')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text')
      .addColumn('beat', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.alterTable('changes').addColumn('previous_read_at', 'bigint').execute()
  },
})

const INDEXES = [
  ['views desc', 'id'],
  ['changed_at desc', 'id'],
  ['opened_at desc', 'id'],
  ['sort_name', 'id'],
  ['last_read_at', 'id'],
] as const

const createRooms = (db: Kysely<unknown>, { numberColumn, binaryText }: SqlDialect['roomIndex']) =>
  db.schema
    .createTable('rooms')
    .addColumn('number', numberColumn.type, numberColumn.build)
    .addColumn('id', sql`${binaryText}`, (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('sort_name', sql`${binaryText}`, (column) => column.notNull())
    .addColumn('host', 'text')
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('views', 'bigint', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('is_public', 'integer')
    .addColumn('crawl', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('entries', 'text')
    .addColumn('change_id', 'text')
    .addColumn('observed_since', 'bigint')
    .addColumn('last_read_at', 'bigint', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('search_text', 'text', (column) => column.notNull())
    .execute()
