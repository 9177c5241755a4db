import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Kysely, type Migration, sql } from 'kysely'
import type { Words } from '../backend'

/** As of this migration: the schema of today may have moved on. */
type Tables = { console_store: { id: string; created_at: number } }

const LISTS = [['at'], ['room', 'at'], ['person_id', 'at'], ['outcome', 'at'], ['source', 'at']]

/**
 * The journal and the store's own mark. The unsettled row of a room is its lock: the partial unique index lets one
 * in. Every list is read newest first by `(at, id)`, hence an index per filter that ends in both.
 */
export const journal = (words: Words): Migration => ({
  async up(db: Kysely<Tables>) {
    await makeChanges(db)
    await makeIndexes(db)
    for (const statement of words.seal) await statement.execute(db)
    await db.schema
      .createTable('console_store')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await db
      .insertInto('console_store')
      .values({ id: randomUUID(), created_at: words.clock })
      .execute()
  },
})

async function makeChanges(db: Kysely<Tables>) {
  await db.schema
    .createTable('changes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('room', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text')
    .addColumn('person_name', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('changes', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('results', 'text', (column) => column.notNull())
    .addColumn('settled_at', 'bigint')
    .addColumn('read_at', 'bigint')
    .addColumn('restores', 'text')
    .addColumn('engine', 'text')
    .addColumn('after', 'text')
    .addColumn('problem', 'text')
    .addColumn('idempotency_key', 'text')
    .addColumn('digest', 'text')
    .addColumn('holder', 'text')
    .addColumn('heartbeat_at', 'bigint')
    .addColumn('calls', 'text', (column) => column.notNull())
    .addCheckConstraint(
      'changes_settled_is_final',
      sql`(settled_at is null) = (outcome in ('pending', 'unknown'))`,
    )
    .execute()
}

async function makeIndexes(db: Kysely<Tables>) {
  await db.schema
    .createIndex('changes_room_taken')
    .unique()
    .on('changes')
    .column('room')
    .where(sql.ref('settled_at'), 'is', null)
    .execute()
  await db.schema
    .createIndex('changes_key_once')
    .unique()
    .on('changes')
    .columns(['person_id', 'idempotency_key'])
    .execute()
  for (const columns of LISTS) {
    await db.schema
      .createIndex(`changes_by_${columns[0]}`)
      .on('changes')
      .columns([...columns, 'id'])
      .execute()
  }
}
