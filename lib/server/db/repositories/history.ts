import 'server-only'
import type { Mark } from '@/lib/shared/api/history-endpoints'
import type { Change } from '@/lib/shared/changes/change'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../database'
import { guarded, guardedSoon } from '../failures'
import { CHANGE_COLUMNS, changeOf, isoOf, roomOf } from '../mappers'
import { cursorOf, type Position, positionOf } from './cursor'
import { openChanges, unsettledCount } from './history-open'
import { peopleOf } from './history-people'
import { type Stretch, seenIn } from './observation-windows'

/** Reading the journal; newest first everywhere. Throws `journal.unavailable`. */
export type History = {
  /** One page; `next` null = the end. Throws `request.malformed` for a cursor that is none. */
  list(
    query: HistoryQuery & { cursor?: string; limit: number },
  ): Promise<{ changes: Change[]; next: string | null }>
  /** Every match, page by page, for an export; what is written meanwhile is not in it. */
  each(filters: HistoryQuery): AsyncGenerator<Change[]>
  /** The same as a timeline shows it, at most `limit`. */
  marks(query: HistoryQuery & { limit: number }): Promise<Mark[]>
  /** When the room was read every few seconds, by any process. */
  seen(query: Stretch & { room: string }): Promise<Stretch[]>
  /** What waits for somebody: unsettled changes, and partial ones that nothing later has made good. */
  open(query: { room?: string }): Promise<Change[]>
  /** How many changes are unsettled, of any replica. */
  unsettled(): Promise<number>
  /** Everybody who ever saved, under the name of the last time, by name. */
  people(): Promise<{ id: string; name: string }[]>
  /** The newest state of a room that was read back, for the times when the engine does not answer. */
  lastRead(room: string): Promise<{ entries: Entry[]; readAt: string } | null>
}

/** Rows of an export page: some hundred kilobytes as a rule, six megabytes at worst. */
const EACH_PAGE = 200

export function createHistory(database: Database): History {
  const page = (filters: HistoryQuery, after: Position | null, limit: number) =>
    guarded(() => readPage(database, filters, after, limit))
  return {
    async list({ cursor, limit, ...filters }) {
      const after = cursor === undefined ? null : positionOf(cursor)
      const { rows, next } = await page(filters, after, limit)
      return { changes: rows, next: next && cursorOf(next) }
    },
    async *each(filters) {
      let after: Position | null = null
      do {
        const { rows, next }: Page = await page(filters, after, EACH_PAGE)
        if (rows.length > 0) yield rows
        after = next
      } while (after !== null)
    },
    marks: (query) => guarded(() => readMarks(database, query)),
    seen: (query) => guarded(() => seenIn(database, query)),
    open: ({ room }) => guardedSoon(() => openChanges(database, room)),
    unsettled: () => guardedSoon(() => unsettledCount(database)),
    people: () => guarded(() => peopleOf(database)),
    lastRead: (room) => guarded(() => lastRead(database, room)),
  }
}

type Page = { rows: Change[]; next: Position | null }

async function readPage(
  database: Database,
  filters: HistoryQuery,
  after: Position | null,
  limit: number,
): Promise<Page> {
  let query = newestFirst(database, filters).select(CHANGE_COLUMNS)
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('at', 'id'), '<', tuple(after.at, after.id)),
    )
  }
  // One more than asked tells whether there is a next page.
  const found = await query.limit(limit + 1).execute()
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const next = found.length > limit && last ? { at: last.at, id: last.id } : null
  return { rows: rows.map(changeOf), next }
}

function newestFirst({ kysely }: Database, filters: HistoryQuery) {
  const { room, person, outcome, source, since, until } = filters
  return kysely
    .selectFrom('changes')
    .where(({ eb, and, selectFrom }) => {
      const conditions = []
      if (room !== undefined) conditions.push(eb('room', '=', room))
      if (person !== undefined) conditions.push(eb('person_id', '=', person))
      // By the index of the rooms that are taken, a handful of rows: SQLite takes it only where nothing else is asked.
      const taken = selectFrom('changes').select('id').where('settled_at', 'is', null)
      if (outcome === 'unsettled') conditions.push(eb('id', 'in', taken))
      else if (outcome !== undefined) conditions.push(eb('outcome', '=', outcome))
      if (source !== undefined) conditions.push(eb('source', '=', source))
      if (since !== undefined) conditions.push(eb('at', '>=', Date.parse(since)))
      if (until !== undefined) conditions.push(eb('at', '<', Date.parse(until)))
      return and(conditions)
    })
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
}

async function readMarks(
  database: Database,
  { limit, ...filters }: Parameters<History['marks']>[0],
): Promise<Mark[]> {
  const query = newestFirst(database, filters).select(['id', 'at', 'source', 'outcome'])
  const rows = await query.limit(limit).execute()
  return rows.map((row) => ({ ...row, at: isoOf(row.at) }))
}

async function lastRead(database: Database, room: string) {
  const row = await newestFirst(database, { room })
    .select(['after', 'read_at'])
    .where('after', 'is not', null)
    .where('read_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  const entries = row ? roomOf(row.after) : null
  return entries && row?.read_at ? { entries, readAt: isoOf(row.read_at) } : null
}
