import 'server-only'
import type { Kysely, Migration } from 'kysely'
import type { SqlDialect } from '../backend'

const LISTS = [['at'], ['person_id', 'at'], ['action', 'at']]

/**
 * What administrators did. Triggers refuse to change or delete an entry. Lists are sorted by
 * `(at, id)` like the journal, so each filter has an index that ends with both.
 */
export const auditLog = (sqlDialect: SqlDialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('audit_log')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text')
      .addColumn('person_name', 'text')
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('subject_name', 'text', (column) => column.notNull())
      .addColumn('changes', 'text', (column) => column.notNull())
      .execute()
    for (const columns of LISTS) {
      await db.schema
        .createIndex(`audit_log_by_${columns[0]}`)
        .on('audit_log')
        .columns([...columns, 'id'])
        .execute()
    }
    for (const statement of sqlDialect.auditTriggers) await statement.execute(db)
  },
})
