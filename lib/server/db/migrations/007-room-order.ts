import 'server-only'
import type { Kysely, Migration } from 'kysely'
import type { SqlDialect } from '../backend'

/**
 * The order in which the changes of a room settled. Times cannot tell it, because clocks step. Rows of
 * earlier versions keep 0 and are sorted by time among each other. Replicas of an earlier version can
 * still run after it: triggers count what they settle.
 */
export const roomOrder = (sqlDialect: SqlDialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('changes')
      .addColumn('room_order', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createIndex('changes_by_room_order')
      .on('changes')
      .columns(['room', 'room_order', 'settled_at', 'id'])
      .execute()
    const { roomOrderTriggers, plannerStatistics } = sqlDialect
    for (const statement of [...roomOrderTriggers, ...plannerStatistics])
      await statement.execute(db)
  },
})
