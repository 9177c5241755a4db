import 'server-only'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Change } from '@/lib/shared/changes/change'
import { isResolved } from '@/lib/shared/changes/needs-attention'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, toChange, toLaterChange } from '../../mappers'
import { prepareQuery, type ValueOf } from '../../prepared-query'
import type { Tables } from '../../schema'

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
  const rows = await (room === undefined ? listAll(database, {}) : listOfRoom(database, { room }))
  const changes = rows.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).map(toChange)
  const unsettled = changes.filter(({ settledAt }) => settledAt === null)
  const partial = changes.filter(({ settledAt }) => settledAt !== null)
  const isUnresolved = await Promise.all(
    partial.map(async (change) => !isResolved(change, await listLaterChanges(database, change))),
  )
  return [...unsettled, ...partial.filter((_, index) => isUnresolved[index])]
}

const listAll = prepareQuery((database) => selectOpen(database, (eb) => eb.and([])))
const listOfRoom = prepareQuery((database, value: ValueOf<{ room: string }>) =>
  selectOpen(database, (eb) => eb('room', '=', value('room'))),
)

type Condition = (eb: ExpressionBuilder<Tables, 'changes'>) => Expression<SqlBool>

/** Both kinds in one round trip, in any order: every read of a room waits for it. */
function selectOpen({ kysely, clock }: Database, isMeant: Condition) {
  // Sorted later: with ORDER BY, SQLite walks the whole journal by time instead of the few unsettled
  // rows.
  const unsettled = kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('settled_at', 'is', null)
    .where(isMeant)
    .limit(MAX_UNSETTLED)
  const partial = kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('outcome', '=', 'partial')
    .where(isMeant)
    // As a subquery, or PostgreSQL would read its clock for each row and use no index.
    .where(
      'at',
      '>',
      kysely.selectNoFrom(sql<number>`${clock} - ${PARTIAL_MAX_AGE_MS}`.as('since')),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_PARTIAL)
  // SQLite accepts LIMIT only in the parts of a union that are subqueries.
  return kysely
    .selectFrom(unsettled.as('unsettled'))
    .selectAll()
    .unionAll(kysely.selectFrom(partial.as('partial')).selectAll())
}

export async function countUnsettled({ kysely }: Database): Promise<number> {
  const { amount } = await kysely
    .selectFrom('changes')
    .select(({ fn }) => fn.countAll().as('amount'))
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(amount)
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
