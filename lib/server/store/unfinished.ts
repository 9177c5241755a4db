import 'server-only'
import { sql } from 'kysely'
import type { Change } from '@/lib/shared/change'
import type { Database } from './database'
import { CHANGE_COLUMNS, changeOf } from './rows'

/** After a show nobody finishes a save any more; the history keeps it. */
const DAY_MS = 86_400_000

/**
 * The newest change of a room that got in only in part, unless somebody has dealt with it: a later save of ours that
 * touched one of its keys. What apps did since says nothing of that.
 */
export async function unfinishedOf(database: Database, room: string): Promise<Change | null> {
  const { kysely, clock } = database
  const row = await kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('outcome', '=', 'partial')
    .where('at', '>', sql<number>`${clock} - ${DAY_MS}`)
    // As an expression: SQLite would else walk the whole room instead of the few partial ones.
    .where(sql<string>`room || ''`, '=', room)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const later = await kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('room', '=', room)
    .where('at', '>', row.at)
    .where('source', '!=', 'outside')
    .where('outcome', '=', 'applied')
    .execute()
  const change = changeOf(row)
  const keys = new Set(change.changes.map(({ key }) => key))
  const touched = later.flatMap((save) => changeOf(save).changes)
  return touched.some(({ key }) => keys.has(key)) ? null : change
}
