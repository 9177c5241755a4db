import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import { isResolved } from '@/lib/shared/changes/needs-attention'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, toChange, toLaterChange } from '../../mappers'

/** Older partial changes stay in the history but no longer need attention. */
const PARTIAL_MAX_AGE_MS = 7 * 24 * 3_600_000
const MAX_UNSETTLED = 50
const MAX_PARTIAL = 20
/**
 * Later changes compared with a partial one. Beyond that it counts as unresolved, so it is shown
 * rather than lost.
 */
const MAX_LATER = 200

/** Unsettled changes, then partial ones that no later change resolved; each newest first. */
export async function listOpenChanges(database: Database, room?: string): Promise<Change[]> {
  const [unsettled, partial] = await Promise.all([
    listUnsettled(database, room),
    listPartial(database, room),
  ])
  const isUnresolved = await Promise.all(
    partial.map(async (change) => !isResolved(change, await listLaterChanges(database, change))),
  )
  return [...unsettled, ...partial.filter((_, index) => isUnresolved[index])]
}

async function listUnsettled({ kysely }: Database, room?: string): Promise<Change[]> {
  let query = kysely.selectFrom('changes').select(CHANGE_COLUMNS).where('settled_at', 'is', null)
  if (room !== undefined) query = query.where('room', '=', room)
  const rows = await query.limit(MAX_UNSETTLED).execute()
  // Sorted here: with ORDER BY, SQLite walks the whole journal by time instead of the few unsettled
  // rows.
  return rows.sort((a, b) => b.at - a.at).map(toChange)
}

export async function countUnsettled({ kysely }: Database): Promise<number> {
  const { amount } = await kysely
    .selectFrom('changes')
    .select(({ fn }) => fn.countAll().as('amount'))
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(amount)
}

async function listPartial(database: Database, room?: string): Promise<Change[]> {
  const { kysely } = database
  let query = kysely.selectFrom('changes').select(CHANGE_COLUMNS).where('outcome', '=', 'partial')
  if (room !== undefined) query = query.where('room', '=', room)
  const rows = await query
    .where('at', '>', (await database.now()) - PARTIAL_MAX_AGE_MS)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_PARTIAL)
    .execute()
  return rows.map(toChange)
}

async function listLaterChanges({ kysely }: Database, { id, room, at }: Change) {
  const rows = await kysely
    .selectFrom('changes')
    .select(['results', 'restores'])
    .where('room', '=', room)
    .where('id', '!=', id)
    .where('settled_at', 'is not', null)
    .where(({ eb, and, or, selectFrom }) => {
      const own = selectFrom('changes').select('room_order').where('id', '=', id)
      const isLaterInTime = and([eb('room_order', '=', own), eb('at', '>=', Date.parse(at))])
      return or([eb('room_order', '>', own), isLaterInTime])
    })
    .orderBy('room_order')
    .orderBy('at')
    .orderBy('id')
    .limit(MAX_LATER)
    .execute()
  return rows.map(toLaterChange)
}
