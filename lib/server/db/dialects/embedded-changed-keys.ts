import 'server-only'
import { sql } from 'kysely'
import type { ChangedKeysDialect } from '../backend'

/** The rows of `changed_keys` that belong to a row of `changes`, for each `item` of its key changes. */
const rowsOf = (row: string) =>
  sql.raw(`item.value -> '$.key', ${row}.room,
    case ${row}.outcome when 'applied' then 1 when 'partial' then exists (
      select 1 from json_each(${row}.results) result
      where result.value -> '$.key' = item.value -> '$.key'
        and result.value ->> '$.result' = 'applied') else 0 end,
    ${row}.room_order, ${row}.settled_at, ${row}.id`)

const insert = sql.raw('insert or ignore into changed_keys')

const triggerAfter = (event: 'insert' | 'update') =>
  sql`create trigger ${sql.ref(`changes_keys_${event}`)} after ${sql.raw(event)} on changes
      when new.settled_at is not null
      begin ${insert} select ${rowsOf('new')} from json_each(new.changes) item; end`

export const embeddedChangedKeys: ChangedKeysDialect = {
  triggers: [triggerAfter('insert'), triggerAfter('update')],
  insert: (condition) =>
    sql`${insert} select ${rowsOf('c')} from changes c, json_each(c.changes) item
        where c.settled_at is not null and ${condition}`,
}
