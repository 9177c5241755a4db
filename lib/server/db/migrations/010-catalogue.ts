import 'server-only'
import type { Kysely, Migration } from 'kysely'

/**
 * Every version of the key catalogue; the newest one applies. The primary key decides between two
 * administrators who replace the same version.
 */
export const catalogue = (): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('catalogue_versions')
      .addColumn('version', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('person_id', 'text')
      .addColumn('person_name', 'text')
      .addColumn('keys', 'text', (column) => column.notNull())
      .execute()
  },
})
