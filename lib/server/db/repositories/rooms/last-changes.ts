import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, toChange } from '../../mappers'
import type { LastChange } from './room-types'

/**
 * A column of the last settled change of a row of `rooms` that had an effect. One index look-up,
 * however long the journal is. Clocks step, so its order does not come from them.
 */
export const lastChangeOf = <T>(column: 'id' | 'at'): RawBuilder<T> =>
  sql<T>`(select ${sql.ref(column)} from changes where changes.room = rooms.id
    and changes.settled_at is not null and changes.outcome <> 'not-applied'
    order by changes.room_order desc, changes.settled_at desc, changes.id desc limit 1)`

export async function findLastChanges(
  { kysely }: Database,
  ids: readonly string[],
): Promise<Map<string, LastChange>> {
  if (ids.length === 0) return new Map()
  const rows = await kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('rooms')
        .select(lastChangeOf<string>('id').as('last'))
        .where('rooms.id', 'in', ids),
    )
    .execute()
  return new Map(
    rows.map(toChange).map(({ room, id, at, source, by, claimedBy }) => {
      return [room, { id, at, source, by, ...(claimedBy && { claimedBy }) }]
    }),
  )
}
