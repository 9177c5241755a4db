import 'server-only'
import { sql } from 'kysely'
import * as z from 'zod/mini'
import { Problem } from '@/lib/shared/api/problem'
import type { RoomSort } from '@/lib/shared/metadata/room'
import type { Database } from '../../database'
import { findRooms } from './find-rooms'
import { nextTurn } from './next-turn'
import { parseCategory, toVisibility } from './room-row'
import type { KnownRoom } from './room-types'
import { isMatch, type RoomFilter, toQueryTerms } from './search-text'

export type RoomListQuery = RoomFilter & { sort: RoomSort; cursor?: string; limit: number }

/** With a condition, `total` is at most {@link MAX_TOTAL}: more are only known to exist. */
export type FoundRooms = {
  rooms: KnownRoom[]
  next: string | null
  total: number
  isTotalExact: boolean
}

/** Counting further would cost more than the answer is worth. */
const MAX_TOTAL = 1_000
/** Rooms per query of a search, between which other requests get their turn. */
const CHUNK_SIZE = 250
/** More than can be counted, as nearly every candidate matches. */
const CANDIDATES = MAX_TOTAL + CHUNK_SIZE
/** Where few candidates match: PostgreSQL finds all of them again for each query. */
const MORE_CANDIDATES = 2_500

/** Where a page ends: the value it is sorted by, and the id, which orders equal values. */
type Position = { value: number | string; id: string }

const sortColumns = {
  views: { column: 'views', isDescending: true },
  changed: { column: 'changed_at', isDescending: true },
  opened: { column: 'opened_at', isDescending: true },
  name: { column: 'sort_name', isDescending: false },
} as const

/**
 * One page. Throws `request.malformed` for an invalid cursor. `countAll` is only called without a
 * condition.
 */
export async function listRooms(
  database: Database,
  query: RoomListQuery,
  countAll: () => Promise<number>,
): Promise<FoundRooms> {
  const { sort, cursor, limit } = query
  const after = cursor === undefined ? null : parseCursor(cursor)
  const terms = toQueryTerms(query)
  if (terms.length === 0) {
    const found = await readSorted(database, sort, after, limit + 1)
    const total = await countAll()
    return { ...(await toPage(database, found, limit)), total, isTotalExact: true }
  }
  const { matches, areAll } = await findMatches(database, query, terms)
  const total = toTotal(matches.length)
  if (areAll) {
    const order = compareBy(sort)
    const sorted = matches.sort(order)
    const rest = after ? sorted.filter((match) => order(match, after) > 0) : sorted
    return { ...(await toPage(database, rest.slice(0, limit + 1), limit)), ...total }
  }
  const found = await walkSorted(database, query, terms, after, limit + 1)
  return { ...(await toPage(database, found, limit)), ...total }
}

/**
 * `areAll`: there are no more, which is known if there are few candidates. Otherwise these are all
 * that were met until there were more than {@link MAX_TOTAL}.
 */
type Matches = { matches: Position[]; areAll: boolean }

async function findMatches(
  database: Database,
  query: RoomListQuery,
  terms: readonly string[],
): Promise<Matches> {
  const { kysely, roomIndex } = database
  const matches: Position[] = []
  const addMatches = async (numbers: readonly number[]) => {
    for (let at = 0; at < numbers.length && matches.length < CANDIDATES; at += CHUNK_SIZE) {
      const rows = await selectForMatch(database, query.sort)
        .where('number', 'in', numbers.slice(at, at + CHUNK_SIZE))
        .execute()
      const found = rows.filter((row) => isFound(row, query))
      matches.push(...found.map(({ value, id }) => ({ value, id })))
      await nextTurn()
    }
  }
  const some = toNumbers(await roomIndex.find(terms, CANDIDATES).execute(kysely))
  await addMatches(some)
  if (some.length < CANDIDATES) return { matches, areAll: true }
  const seen = new Set(some)
  for (let after = 0; matches.length <= MAX_TOTAL; ) {
    const more = roomIndex.findAfter(terms, after, MORE_CANDIDATES)
    const numbers = toNumbers(await more.execute(kysely))
    await addMatches(numbers.filter((number) => !seen.has(number)))
    if (numbers.length < MORE_CANDIDATES) {
      return { matches, areAll: matches.length < CANDIDATES }
    }
    after = numbers.at(-1) ?? 0
  }
  return { matches, areAll: false }
}

const toNumbers = ({ rows }: { rows: { number: number }[] }) => rows.map(({ number }) => number)

/**
 * A condition that so many rooms meet is usually met soon in any order. Where it is not, as for a
 * name in the order of names, the index leaves out the others.
 */
async function walkSorted(
  database: Database,
  query: RoomListQuery,
  terms: readonly string[],
  start: Position | null,
  limit: number,
): Promise<Position[]> {
  const found: Position[] = []
  let condition = isActive
  for (let after = start; ; ) {
    const rows = await selectSorted(database, query.sort, after)
      .where(condition)
      .limit(CHUNK_SIZE)
      .execute()
    found.push(...rows.filter((row) => isFound(row, query)))
    if (found.length >= limit || rows.length < CHUNK_SIZE) return found.slice(0, limit)
    after = rows.at(-1) ?? null
    condition = database.roomIndex.hasTerms(terms)
    await nextTurn()
  }
}

const isActive = sql<boolean>`ended_at is null`

const readSorted = (database: Database, sort: RoomSort, after: Position | null, limit: number) =>
  selectSorted(database, sort, after).where(isActive).limit(limit).execute()

const selectForMatch = ({ kysely }: Database, sort: RoomSort) =>
  kysely
    .selectFrom('rooms')
    .select(['id', 'name', 'category', 'is_public', 'ended_at', 'search_text'])
    .select(sql.ref<number | string>(sortColumns[sort].column).as('value'))

function selectSorted(database: Database, sort: RoomSort, after: Position | null) {
  const { column, isDescending } = sortColumns[sort]
  const query = selectForMatch(database, sort)
    .orderBy(column, isDescending ? 'desc' : 'asc')
    .orderBy('id')
  if (after === null) return query
  return (
    query
      // Redundant, but only this lets SQLite start in the middle of the index.
      .where(column, isDescending ? '<=' : '>=', after.value)
      .where(({ eb, or, and }) =>
        or([
          eb(column, isDescending ? '<' : '>', after.value),
          and([eb(column, '=', after.value), eb('id', '>', after.id)]),
        ]),
      )
  )
}

type MatchRow = {
  id: string
  name: string
  category: string
  is_public: number | null
  ended_at: number | null
  search_text: string
}

/** A room may have ended since the index was read. */
function isFound(row: MatchRow, query: RoomListQuery): boolean {
  const room = {
    id: row.id,
    name: row.name,
    category: parseCategory(row.category),
    isPublic: toVisibility(row.is_public),
  }
  return row.ended_at === null && isMatch(room, row.search_text, query)
}

function compareBy(sort: RoomSort): (a: Position, b: Position) => number {
  const sign = sortColumns[sort].isDescending ? -1 : 1
  return (a, b) => sign * compareValues(a.value, b.value) || compareText(a.id, b.id)
}

function compareValues(a: number | string, b: number | string): number {
  return typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : Number(a) - Number(b)
}

/** By code points, as both databases do. `<` compares UTF-16 and puts U+1F389 before U+FFFD. */
function compareText(a: string, b: string): number {
  let at = 0
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1)
}

async function toPage(database: Database, found: readonly Position[], limit: number) {
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    rooms: await findRooms(
      database,
      page.map(({ id }) => id),
    ),
    next: found.length > limit && last ? formatCursor(last) : null,
  }
}

const toTotal = (count: number) => ({
  total: Math.min(count, MAX_TOTAL),
  isTotalExact: count <= MAX_TOTAL,
})

const positionSchema = z.tuple([z.union([z.number(), z.string()]), z.string()])

const formatCursor = ({ value, id }: Position) =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url')

function parseCursor(cursor: string): Position {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8')
    const [value, id] = positionSchema.parse(JSON.parse(text))
    return { value, id }
  } catch {
    throw new Problem('request.malformed', { params: { field: 'cursor' } })
  }
}
