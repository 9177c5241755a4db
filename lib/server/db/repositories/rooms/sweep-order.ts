import 'server-only'
import type { Database } from '../../database'

/**
 * The three parts of a pass over all rooms: those changed since `changedSince`, then all by views,
 * then those that the first two missed because their views changed meanwhile. Each is walked page
 * by page: `after` is the last room of the previous page.
 */
export type SweepPart = 'changed' | 'views' | 'rest'
export type SweptRoom = { id: string; value: number; isDue: boolean }
export type SweepQuery = {
  part: SweepPart
  after: SweptRoom | null
  limit: number
  /** Rooms read since then are left out; epoch ms, by the clock of the process that reads. */
  unreadSince: number
  changedSince: number
}

const columns = {
  changed: { column: 'changed_at', isDescending: true },
  views: { column: 'views', isDescending: true },
  rest: { column: 'last_read_at', isDescending: false },
} as const

/** One page; rooms that need no read are in it as well, so that an empty page means the end. */
export async function listForSweep(
  { kysely }: Database,
  { part, after, limit, unreadSince, changedSince }: SweepQuery,
): Promise<SweptRoom[]> {
  const { column, isDescending } = columns[part]
  const rows = await kysely
    .selectFrom('rooms')
    .select(['id', 'last_read_at', `${column} as value`])
    .where('ended_at', 'is', null)
    .where(({ and, or, eb }) => {
      const conditions = []
      if (part === 'changed') conditions.push(eb('changed_at', '>=', changedSince))
      if (part === 'rest') conditions.push(eb('last_read_at', '<', unreadSince))
      if (after) {
        // The first one is redundant, but only it lets SQLite start in the middle of the index.
        conditions.push(eb(column, isDescending ? '<=' : '>=', after.value))
        conditions.push(
          or([
            eb(column, isDescending ? '<' : '>', after.value),
            and([eb(column, '=', after.value), eb('id', '>', after.id)]),
          ]),
        )
      }
      return and(conditions)
    })
    .orderBy(column, isDescending ? 'desc' : 'asc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id, value, last_read_at }) => ({
    id,
    value,
    isDue: last_read_at < unreadSince,
  }))
}
