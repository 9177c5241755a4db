import 'server-only'
import { sql } from 'kysely'
import type { Change } from '@/lib/shared/changes/change'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, toChange } from '../../mappers'

/**
 * The last applied change of each key in a room, by key; keys that no change wrote are left out. One
 * index look-up for each key, however long the journal is.
 */
export async function findLastKeyChanges(
  { kysely }: Database,
  room: string,
  keys: readonly string[],
): Promise<Map<string, Change>> {
  if (keys.length === 0) return new Map()
  const lastOf = (key: string) =>
    sql`select * from (select key_json, change_id from changed_keys
      where key_json = ${toKeyJson(key)} and room = ${room} and is_applied = 1
      order by room_order desc, settled_at desc, change_id desc limit 1) as last`
  const found = await sql<{
    key_json: string
    change_id: string
  }>`${sql.join(keys.map(lastOf), sql` union all `)}`.execute(kysely)
  const ids = found.rows.map(({ change_id }) => change_id)
  if (ids.length === 0) return new Map()
  const rows = await kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('id', 'in', ids)
    .execute()
  const changes = new Map(rows.map((row) => [row.id, toChange(row)]))
  return new Map(
    found.rows.flatMap(({ key_json, change_id }) => {
      const change = changes.get(change_id)
      return change ? [[JSON.parse(key_json) as string, change] as const] : []
    }),
  )
}

/** How `changed_keys` stores a key. */
export const toKeyJson = (key: string) => JSON.stringify(key)
