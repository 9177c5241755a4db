import 'server-only'
import { type Kysely, type Migration, sql } from 'kysely'
import type { SqlDialect } from '../backend'

/** As of this migration; the current schema may differ. */
type Tables = { changes: { id: string } }

/** Keeps each statement within the query time-out. */
const BATCH_SIZE = 2_000

/**
 * The keys of the settled changes, so that the last change of a key and its history need no search
 * through the JSON of a room. Triggers write them, because replicas of an earlier version can still
 * run after it.
 */
export const changedKeys = (sqlDialect: SqlDialect): Migration => ({
  async up(db: Kysely<Tables>) {
    const { binaryText } = sqlDialect.roomIndex
    await db.schema
      .createTable('changed_keys')
      .addColumn('key_json', sql`${binaryText}`, (column) => column.notNull())
      .addColumn('room', 'text', (column) => column.notNull())
      .addColumn('is_applied', 'integer', (column) => column.notNull())
      .addColumn('room_order', 'bigint', (column) => column.notNull())
      .addColumn('settled_at', 'bigint', (column) => column.notNull())
      .addColumn('change_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('changed_keys_once', [
        'key_json',
        'room',
        'is_applied',
        'room_order',
        'settled_at',
        'change_id',
      ])
      .execute()
    for (const statement of sqlDialect.changedKeys.triggers) await statement.execute(db)
    await addEarlierChanges(db, sqlDialect)
  },
})

async function addEarlierChanges(db: Kysely<Tables>, sqlDialect: SqlDialect) {
  let last = ''
  for (;;) {
    const batch = await db
      .selectFrom('changes')
      .select('id')
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH_SIZE)
      .execute()
    const end = batch.at(-1)?.id
    if (end === undefined) return
    await sqlDialect.changedKeys.insert(sql`c.id > ${last} and c.id <= ${end}`).execute(db)
    last = end
  }
}
