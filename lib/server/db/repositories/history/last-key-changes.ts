import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, toChange } from '../../mappers'
import { prepareQuery, type ValueOf } from '../../prepared-query'

/**
 * The last applied change of each key in a room, by key; keys that no change wrote are left out. One
 * index look-up for each key, however long the journal is.
 */
export async function findLastKeyChanges(
  database: Database,
  room: string,
  keys: readonly string[],
): Promise<Map<string, Change>> {
  if (keys.length === 0) return new Map()
  const rows = await findLast(keys.length)(database, { room, ...keys.map(toKeyJson) })
  return new Map(rows.map((row) => [JSON.parse(row.key_json) as string, toChange(row)]))
}

/** The room, and the keys as `changed_keys` stores them by their place in the list. */
type Parameters = { room: string; [place: number]: string }

const queries = new Map<number, ReturnType<typeof prepareFindLast>>()

/** The query for this number of keys. Every read of a room waits for it, and a room has few keys. */
function findLast(count: number) {
  const query = queries.get(count) ?? prepareFindLast(count)
  queries.set(count, query)
  return query
}

const prepareFindLast = (count: number) =>
  prepareQuery(({ kysely }, value: ValueOf<Parameters>) => {
    const lastOf = (place: number) => {
      const last = kysely
        .selectFrom('changed_keys')
        .select(['key_json', 'change_id'])
        .where('key_json', '=', value(place))
        .where('room', '=', value('room'))
        .where('is_applied', '=', 1)
        .orderBy('room_order', 'desc')
        .orderBy('settled_at', 'desc')
        .orderBy('change_id', 'desc')
        .limit(1)
      // SQLite accepts ORDER BY and LIMIT only in the parts of a union that are subqueries.
      return kysely.selectFrom(last.as('last')).selectAll()
    }
    const places = Array.from({ length: count }, (_, place) => lastOf(place))
    return kysely
      .selectFrom(places.reduce((all, last) => all.unionAll(last)).as('last'))
      .innerJoin('changes', 'changes.id', 'last.change_id')
      .select('last.key_json')
      .select(CHANGE_COLUMNS.map((column) => `changes.${column}` as const))
  })

/** How `changed_keys` stores a key. */
export const toKeyJson = (key: string) => JSON.stringify(key)
