import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Change } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, parseStoredEntries, toChange } from '../../mappers'
import type { LastChange } from './room-types'

/**
 * A column of the last settled change of a row of `rooms` that had an effect. One index look-up,
 * however long the journal is. Clocks step, so its order does not come from them.
 */
export const lastChangeOf = <T>(
  { asUsualText }: Database['roomIndex'],
  column: 'id' | 'at',
): RawBuilder<T> =>
  sql<T>`(select ${sql.ref(column)} from changes where changes.room = ${asUsualText('rooms.id')}
    and changes.settled_at is not null and changes.outcome <> 'not-applied'
    order by changes.room_order desc, changes.settled_at desc, changes.id desc limit 1)`

export async function findLastChanges(
  database: Database,
  ids: readonly string[],
): Promise<Map<string, LastChange>> {
  if (ids.length === 0) return new Map()
  const rows = await selectLastChanges(database, ids).select(CHANGE_COLUMNS).execute()
  return new Map(
    rows.map(toChange).map(({ room, id, at, source, by, claimedBy }) => {
      return [room, { id, at, source, by, ...(claimedBy && { claimedBy }) }]
    }),
  )
}

/** The same changes with all their parts, and the room after each as it was read back. */
export async function findLastRecords(
  database: Database,
  ids: readonly string[],
): Promise<Map<string, { change: Change; after: Entry[] | null }>> {
  if (ids.length === 0) return new Map()
  const rows = await selectLastChanges(database, ids)
    .select([...CHANGE_COLUMNS, 'after'])
    .execute()
  return new Map(
    rows.map((row) => [row.room, { change: toChange(row), after: parseStoredEntries(row.after) }]),
  )
}

const selectLastChanges = ({ kysely, roomIndex }: Database, ids: readonly string[]) =>
  kysely
    .selectFrom('changes')
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('rooms')
        .select(lastChangeOf<string>(roomIndex, 'id').as('last'))
        .where('rooms.id', 'in', ids),
    )
