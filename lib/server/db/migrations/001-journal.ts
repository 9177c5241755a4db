import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Kysely, type Migration, sql } from 'kysely'
import type { SqlDialect } from '../backend'

/** As of this migration; the current schema may differ. */
type Tables = { console_store: { id: string; created_at: number } }

const LISTS = [['at'], ['room', 'at'], ['person_id', 'at'], ['outcome', 'at'], ['source', 'at']]

/**
 * The journal, and the row that identifies the store. A partial unique index allows one unsettled
 * row per room, which locks it. Lists are sorted by `(at, id)`, newest first, so each filter has an
 * index that ends with both.
 */
export const journal = (sqlDialect: SqlDialect): Migration => ({
  async up(db: Kysely<Tables>) {
    await makeChanges(db)
    await makeIndexes(db)
    for (const statement of sqlDialect.immutabilityTriggers) await statement.execute(db)
    await db.schema
      .createTable('console_store')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await db
      .insertInto('console_store')
      .values({ id: randomUUID(), created_at: sqlDialect.clock })
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
