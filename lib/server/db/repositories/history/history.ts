import 'server-only'
import type { SelectQueryBuilder } from 'kysely'
import type { Mark } from '@/lib/shared/api/history-endpoints'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Change } from '@/lib/shared/changes/change'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, parseStoredEntries, toChange } from '../../mappers'
import { withStoreErrors, withStoreTimeout } from '../../query-errors'
import type { Tables } from '../../schema'
import { formatCursor, iterateAll, type Position, parseCursor, toPage } from '../paging'
import { listAuthors } from './authors'
import { countByHour, type HourCount } from './count-by-hour'
import { findLastKeyChanges, toKeyJson } from './last-key-changes'
import { listObserved, type TimeSpan } from './observation-windows'
import { countUnsettled, listOpenChanges } from './open-changes'
import { listRoomNames, type RoomName } from './room-names'

/** Reading the journal; newest first everywhere. Throws `journal.unavailable`. */
export type History = {
  /** One page; `next` is null on the last one. Throws `request.malformed` for an invalid cursor. */
  list(
    query: HistoryQuery & { cursor?: string; limit: number },
  ): Promise<{ changes: Change[]; next: string | null }>
  /** Every match, page by page, for an export; changes written meanwhile are not included. */
  iteratePages(filters: HistoryQuery): AsyncGenerator<Change[]>
  /** The same reduced to what a timeline draws, at most `limit`. */
  listMarks(query: HistoryQuery & { limit: number }): Promise<Mark[]>
  /** Times in which any process was reading the room every few seconds. */
  listObserved(query: TimeSpan & { room: string }): Promise<TimeSpan[]>
  /** What needs attention: unsettled changes, and partial ones that no later change resolved. */
  listOpenChanges(query: { room?: string }): Promise<Change[]>
  /** How many changes each hour of a time span has, from its start; hours without any are left out. */
  countByHour(span: TimeSpan): Promise<HourCount[]>
  /** Unsettled changes of all replicas. */
  countUnsettled(): Promise<number>
  /** Everyone who ever saved, under their latest name, sorted by it. */
  listAuthors(): Promise<{ id: string; name: string }[]>
  /** The names of these rooms, as far as they are known. */
  listRoomNames(ids: readonly string[]): Promise<RoomName[]>
  /** The last change that wrote each of these keys of a room, by key. */
  findLastKeyChanges(room: string, keys: readonly string[]): Promise<Map<string, Change>>
  /** The newest state of a room that was read back, for when the Live service does not reply. */
  findLastRead(room: string): Promise<{ entries: Entry[]; readAt: string } | null>
}

/** Rows per export page: usually some hundred kilobytes, at most six megabytes. */
const CHANGES_PER_EXPORT_PAGE = 200

export function createHistory(database: Database): History {
  const page = (filters: HistoryQuery, after: Position | null, limit: number) =>
    withStoreErrors(() => readPage(database, filters, after, limit))
  return {
    async list({ cursor, limit, ...filters }) {
      const after = cursor === undefined ? null : parseCursor(cursor)
      const { rows, next } = await page(filters, after, limit)
      return { changes: rows, next: next && formatCursor(next) }
    },
    iteratePages: (filters) => iterateAll((after) => page(filters, after, CHANGES_PER_EXPORT_PAGE)),
    listMarks: (query) => withStoreErrors(() => readMarks(database, query)),
    listObserved: (query) => withStoreErrors(() => listObserved(database, query)),
    listOpenChanges: ({ room }) => withStoreTimeout(() => listOpenChanges(database, room)),
    countByHour: (span) => withStoreErrors(() => countByHour(database, span)),
    countUnsettled: () => withStoreTimeout(() => countUnsettled(database)),
    listAuthors: () => withStoreErrors(() => listAuthors(database)),
    listRoomNames: (ids) => withStoreErrors(() => listRoomNames(database, ids)),
    findLastKeyChanges: (room, keys) =>
      withStoreErrors(() => findLastKeyChanges(database, room, keys)),
    findLastRead: (room) => withStoreErrors(() => findLastRead(database, room)),
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
  const { rows, next } = toPage(await query.limit(limit + 1).execute(), limit)
  return { rows: rows.map(toChange), next }
}

function newestFirst({ kysely }: Database, filters: HistoryQuery) {
  const { room, key, person, outcome, source, since, until } = filters
  return kysely
    .selectFrom('changes')
    .where(({ eb, and, selectFrom }) => {
      const conditions = []
      if (room !== undefined) conditions.push(eb('room', '=', room))
      if (key !== undefined) {
        let withKey = selectFrom('changed_keys').select('change_id')
        withKey = withKey.where('key_json', '=', toKeyJson(key))
        if (room !== undefined) withKey = withKey.where('room', '=', room)
        conditions.push(eb('id', 'in', withKey))
      }
      if (person !== undefined) conditions.push(eb('person_id', '=', person))
      // A subquery, because SQLite uses the small index of unsettled rows only where no other
      // condition competes.
      const unsettled = selectFrom('changes').select('id').where('settled_at', 'is', null)
      if (outcome === 'unsettled') conditions.push(eb('id', 'in', unsettled))
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
  { limit, ...filters }: Parameters<History['listMarks']>[0],
): Promise<Mark[]> {
  const query = newestFirst(database, filters).select(['id', 'at', 'source', 'outcome'])
  const rows = await query.limit(limit).execute()
  return rows.map((row) => ({ ...row, at: toIsoTime(row.at) }))
}

/** Clocks step, so the order of a room does not come from them. */
const newestSettledFirst = <T>(query: SelectQueryBuilder<Tables, 'changes', T>) =>
  query.orderBy('room_order', 'desc').orderBy('settled_at', 'desc').orderBy('id', 'desc')

async function findLastRead(database: Database, room: string) {
  const reads = database.kysely
    .selectFrom('changes')
    .select(['after', 'read_at'])
    .where('room', '=', room)
    .where('after', 'is not', null)
    .where('read_at', 'is not', null)
  const unsettled = await reads.where('settled_at', 'is', null).executeTakeFirst()
  const row =
    unsettled ??
    (await newestSettledFirst(reads.where('settled_at', 'is not', null))
      .limit(1)
      .executeTakeFirst())
  const entries = row ? parseStoredEntries(row.after) : null
  return entries && row?.read_at ? { entries, readAt: toIsoTime(row.read_at) } : null
}
