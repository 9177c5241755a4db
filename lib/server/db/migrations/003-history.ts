import 'server-only'
import type { Kysely, Migration } from 'kysely'
import type { SqlDialect } from '../backend'

/**
 * Observation windows, so that the history can tell a calm time from an unobserved one; and planner
 * statistics, so that a list with several filters uses the narrowest index.
 */
export const history = (sqlDialect: SqlDialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('sightings')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('room', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('sightings_by_room')
      .on('sightings')
      .columns(['room', 'until'])
      .execute()
    for (const statement of sqlDialect.plannerStatistics) await statement.execute(db)
  },
})
