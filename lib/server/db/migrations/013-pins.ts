import 'server-only'
import type { Kysely, Migration } from 'kysely'

/** The pinned rooms of each person: one row, so that two windows cannot mix two lists. */
export const pins = (): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('pins')
      .addColumn('person_id', 'text', (column) => column.primaryKey())
      .addColumn('rooms', 'text', (column) => column.notNull())
      .execute()
  },
})
