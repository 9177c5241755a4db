import 'server-only'
import type { Kysely, Migration } from 'kysely'

/** The browsers in which people signed in, by the value of the device cookie. */
export const devices = (): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('devices')
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('used_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('devices_by_id', ['id', 'person_id'])
      .execute()
    await db.schema
      .createIndex('devices_by_person')
      .on('devices')
      .columns(['person_id', 'used_at'])
      .execute()
  },
})
