import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import { isMadeGood } from '@/lib/shared/changes/needs-attention'
import type { Database } from '../database'
import { CHANGE_COLUMNS, changeOf, laterOf } from '../mappers'

/** Older partial changes stay in the list, but nobody is asked to see to them any more. */
const DAYS_MS = 7 * 24 * 3_600_000
const MOST_UNSETTLED = 50
const MOST_PARTIAL = 20
/** Of what came after a partial change; beyond that it counts as not made good, which errs on the side of showing it. */
const MOST_LATER = 200

/** Unsettled changes, then partial ones that nothing later has made good; each newest first. */
export async function openChanges(database: Database, room?: string): Promise<Change[]> {
  const [unsettled, partial] = await Promise.all([
    unsettledIn(database, room),
    partialIn(database, room),
  ])
  const waiting = await Promise.all(
    partial.map(async (change) => !isMadeGood(change, await laterThan(database, change))),
  )
  return [...unsettled, ...partial.filter((_, at) => waiting[at])]
}

async function unsettledIn({ kysely }: Database, room?: string): Promise<Change[]> {
  let query = kysely.selectFrom('changes').select(CHANGE_COLUMNS).where('settled_at', 'is', null)
  if (room !== undefined) query = query.where('room', '=', room)
  const rows = await query.limit(MOST_UNSETTLED).execute()
  // Sorted here: with ORDER BY, SQLite reads the whole journal by time instead of the few unsettled rows.
  return rows.sort((a, b) => b.at - a.at).map(changeOf)
}

export async function unsettledCount({ kysely }: Database): Promise<number> {
  const { amount } = await kysely
    .selectFrom('changes')
    .select(({ fn }) => fn.countAll().as('amount'))
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(amount)
}

async function partialIn(database: Database, room?: string): Promise<Change[]> {
  const { kysely } = database
  let query = kysely.selectFrom('changes').select(CHANGE_COLUMNS).where('outcome', '=', 'partial')
  if (room !== undefined) query = query.where('room', '=', room)
  const rows = await query
    .where('at', '>', (await database.now()) - DAYS_MS)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_PARTIAL)
    .execute()
  return rows.map(changeOf)
}

async function laterThan({ kysely }: Database, { id, room, at }: Change) {
  const rows = await kysely
    .selectFrom('changes')
    .select(['results', 'restores'])
    .where('room', '=', room)
    .where('at', '>=', Date.parse(at))
    .where('id', '!=', id)
    .where('settled_at', 'is not', null)
    .orderBy('at')
    .orderBy('id')
    .limit(MOST_LATER)
    .execute()
  return rows.map(laterOf)
}
