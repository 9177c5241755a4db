import 'server-only'
import { type Kysely, type Migration, sql } from 'kysely'
import type { SqlDialect } from '../backend'

/**
 * Presets, and changes to several rooms. The Idempotency-Key of each room is stored before its save,
 * so that the save can be repeated safely after a crash. Changes get the batch and the preset that
 * they belong to.
 */
export const presetsAndBatches = (sqlDialect: SqlDialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await createPresets(db)
    await createBatches(db)
    await createBatchRooms(db)
    for (const column of ['batch_id', 'preset_id', 'preset_name']) {
      await db.schema.alterTable('changes').addColumn(column, 'text').execute()
    }
    for (const column of ['batch_id', 'preset_id']) {
      await db.schema
        .createIndex(`changes_by_${column}`)
        .on('changes')
        .column(column)
        .where(sql.ref(column), 'is not', null)
        .execute()
    }
    for (const statement of sqlDialect.plannerStatistics) await statement.execute(db)
  },
})

const createPresets = (db: Kysely<unknown>) =>
  db.schema
    .createTable('presets')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('folded_name', 'text', (column) => column.notNull().unique())
    .addColumn('entries', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('person_name', 'text', (column) => column.notNull())
    .execute()

async function createBatches(db: Kysely<unknown>) {
  await db.schema
    .createTable('batches')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('person_name', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('preset_id', 'text')
    .addColumn('preset_name', 'text')
    .addColumn('rolls_back', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('stop_reason', 'text')
    .addColumn('waiting_for', 'text')
    .addColumn('ended_at', 'bigint')
    .addColumn('idempotency_key', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('batches_key_once')
    .unique()
    .on('batches')
    .columns(['person_id', 'idempotency_key'])
    .execute()
  await db.schema.createIndex('batches_by_at').on('batches').columns(['at', 'id']).execute()
}

async function createBatchRooms(db: Kysely<unknown>) {
  await db.schema
    .createTable('batch_rooms')
    .addColumn('batch_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('room', 'text', (column) => column.notNull())
    .addColumn('changes', 'text', (column) => column.notNull())
    .addColumn('restores', 'text')
    .addColumn('idempotency_key', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('change_id', 'text')
    .addColumn('problem', 'text')
    .addPrimaryKeyConstraint('batch_rooms_by_position', ['batch_id', 'position'])
    .addUniqueConstraint('batch_rooms_once', ['batch_id', 'room'])
    .execute()
  await db.schema
    .createIndex('batch_rooms_open')
    .on('batch_rooms')
    .columns(['batch_id', 'position'])
    .where(sql<boolean>`state in ('waiting', 'saving', 'unknown')`)
    .execute()
}
