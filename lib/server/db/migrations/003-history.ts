import 'server-only'
import type { Kysely, Migration } from 'kysely'
import type { Words } from '../backend'

/**
 * When rooms were read every few seconds, so that the history can tell "calm" from "nobody looked"; and what the
 * planner must know of the journal, so that a list with several filters takes the narrowest of its indexes.
 */
export const history = (words: Words): Migration => ({
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
    for (const statement of words.statistics) await statement.execute(db)
  },
})
