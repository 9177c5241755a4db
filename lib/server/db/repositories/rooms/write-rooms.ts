import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Insertable, type Selectable, sql, type Transaction } from 'kysely'
import * as z from 'zod/mini'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../../database'
import { parseStoredEntries } from '../../mappers'
import type { RoomsTable, Tables } from '../../schema'
import type { RoomUpdate } from './room-types'
import {
  buildSearchText,
  foldText,
  type SearchableRoom,
  toIndexTerms,
  withoutNul,
} from './search-text'

export type RoomRow = Selectable<RoomsTable>
type NewRow = Omit<Insertable<RoomsTable>, 'number'>

/**
 * Each room at most once. One transaction; a failure changes nothing. `sweepQps`: how many rooms are
 * read per second, 0 if only open ones are read.
 */
export async function writeRooms(
  database: Database,
  updates: readonly RoomUpdate[],
  sweepQps: number,
) {
  if (updates.length === 0) return
  const now = await database.now()
  await database.kysely.transaction().execute(async (transaction) => {
    await database.roomIndex.writeLock?.execute(transaction)
    const ids = updates.map(({ id }) => id)
    const stored = await transaction
      .selectFrom('rooms')
      .selectAll()
      .where('id', 'in', ids)
      .execute()
    const maxGapMs = await findMaxGap(transaction, sweepQps)
    const rowsById = new Map(stored.map((row) => [row.id, row]))
    const pairs = updates.flatMap((update) => {
      const before = rowsById.get(update.id)
      const after = applyUpdate(before, update, now, maxGapMs)
      return after === null ? [] : [{ before, after }]
    })
    if (pairs.length === 0) return
    await recordClosedWindows(transaction, pairs)
    const numbers = await upsert(
      transaction,
      pairs.map(({ after }) => after),
    )
    for (const { before, after } of pairs) {
      const number = numbers.get(after.id)
      if (number !== undefined) await updateIndex(database, transaction, number, before, after)
    }
    const changed = updates.filter((update) => update.hasChanged).map(({ id }) => id)
    await updateChangedAt(transaction, changed)
  })
}

/** Null if the update says nothing new: what is learnt late about an ended room is ignored. */
function applyUpdate(
  before: RoomRow | undefined,
  { id, room, crawl, read, hasChanged, hasEnded }: RoomUpdate,
  now: number,
  maxGapMs: number,
): NewRow | null {
  if (hasEnded) {
    if (before === undefined || before.ended_at !== null) return null
    return { ...withoutNumber(before), ...UNREAD, ended_at: now }
  }
  const isActive = before !== undefined && before.ended_at === null
  if (!isActive && room === undefined && (read === undefined || before !== undefined)) return null
  if (room === undefined && read === undefined && !hasChanged) return null
  let row: NewRow = { ...(before ? withoutNumber(before) : createRow(id)), ended_at: null }
  if (room) {
    row = {
      ...row,
      name: withoutNul(room.name),
      host: room.owner && withoutNul(room.owner),
      category: JSON.stringify(room.category),
      views: Number.isSafeInteger(room.views) ? room.views : 0,
      opened_at: room.createdAt === null ? 0 : Date.parse(room.createdAt),
      ...(room.isPublic !== undefined && { is_public: Number(room.isPublic) }),
    }
  }
  if (crawl !== undefined) row.crawl = crawl
  const readAt = read ? Date.parse(read.readAt) : 0
  // A time in the future comes from a clock that has been put right since.
  const isWrong = Number(row.last_read_at) > now + MAX_CLOCK_ERROR_MS
  if (read && (isWrong || readAt >= Number(row.last_read_at))) {
    row.entries = JSON.stringify(read.entries)
    row.change_id = read.changeId
    const isRegular = !isWrong && readAt - Number(row.last_read_at) <= maxGapMs
    row.observed_since = isRegular ? (row.observed_since ?? readAt) : readAt
    row.last_read_at = readAt
  }
  const searchable = toSearchableRoom(row)
  row.sort_name = foldText(row.name || id)
  row.search_text = buildSearchText(searchable)
  return row
}

/** Open rooms are read about every four seconds. */
const MAX_GAP_MS = 15_000
/** Between a process, whose clock stamps reads, and the database. */
const MAX_CLOCK_ERROR_MS = 10_000
const UNREAD = { entries: null, change_id: null, observed_since: null, last_read_at: 0 }

const createRow = (id: string): NewRow => ({
  id,
  name: '',
  sort_name: '',
  host: null,
  category: '[]',
  views: 0,
  opened_at: 0,
  is_public: null,
  crawl: 0,
  ended_at: null,
  ...UNREAD,
  changed_at: 0,
  search_text: '',
})

function withoutNumber({ number: _, ...row }: RoomRow): NewRow {
  return row
}

/** Three missed reads of an open room; or of a sweep, whose passes are not all equally long. */
async function findMaxGap(transaction: Transaction<Tables>, sweepQps: number): Promise<number> {
  if (sweepQps === 0) return MAX_GAP_MS
  const { rooms } = await transaction
    .selectFrom('directory_state')
    .select('rooms')
    .executeTakeFirstOrThrow()
  return Math.max(MAX_GAP_MS, (2_000 * rooms) / sweepQps)
}

/** A window in which a room was read regularly ends with a long gap, and with the room. */
async function recordClosedWindows(
  transaction: Transaction<Tables>,
  pairs: readonly { before: RoomRow | undefined; after: NewRow }[],
) {
  const windows = pairs.flatMap(({ before, after }) => {
    const { id: room, observed_since: since, last_read_at: until } = before ?? { id: '' }
    if (!since || !until || since === after.observed_since) return []
    return [{ id: randomUUID(), room, since, until }]
  })
  if (windows.length > 0) await transaction.insertInto('sightings').values(windows).execute()
}

async function upsert(transaction: Transaction<Tables>, rows: readonly NewRow[]) {
  const written = await transaction
    .insertInto('rooms')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        name: ref('excluded.name'),
        sort_name: ref('excluded.sort_name'),
        host: ref('excluded.host'),
        category: ref('excluded.category'),
        views: ref('excluded.views'),
        opened_at: ref('excluded.opened_at'),
        is_public: ref('excluded.is_public'),
        crawl: ref('excluded.crawl'),
        ended_at: ref('excluded.ended_at'),
        entries: ref('excluded.entries'),
        change_id: ref('excluded.change_id'),
        observed_since: ref('excluded.observed_since'),
        last_read_at: ref('excluded.last_read_at'),
        search_text: ref('excluded.search_text'),
      })),
    )
    .returning(['id', 'number'])
    .execute()
  return new Map(written.map(({ id, number }) => [id, number]))
}

/** Writing the terms costs more than all the rest, so it is left out when they are the same. */
async function updateIndex(
  { roomIndex }: Database,
  transaction: Transaction<Tables>,
  number: number,
  before: RoomRow | undefined,
  after: NewRow,
) {
  if (after.ended_at !== null) {
    await roomIndex.remove([number]).execute(transaction)
    return
  }
  const isSame =
    before?.ended_at === null &&
    before.search_text === after.search_text &&
    before.is_public === after.is_public
  if (isSame) return
  const terms = toIndexTerms(toSearchableRoom(after), after.search_text)
  await roomIndex.write(number, terms).execute(transaction)
}

/** By the journal, so that replicas may report changes in any order. */
async function updateChangedAt(transaction: Transaction<Tables>, ids: readonly string[]) {
  if (ids.length === 0) return
  const newest = sql<number>`coalesce((select at from changes where changes.room = rooms.id
    and changes.outcome <> 'not-applied' order by at desc, changes.id desc limit 1), 0)`
  await transaction
    .updateTable('rooms')
    .set({ changed_at: newest })
    .where('id', 'in', ids)
    .execute()
}

const categorySchema = z.array(z.number())

export function parseCategory(category: string): number[] {
  return categorySchema.parse(JSON.parse(category))
}

export function toSearchableRoom(
  row: Pick<NewRow, 'id' | 'name' | 'host' | 'category' | 'is_public' | 'entries'>,
): SearchableRoom {
  const entries: Entry[] = parseStoredEntries(row.entries ?? null) ?? []
  return {
    id: row.id,
    name: row.name,
    host: row.host ?? null,
    category: parseCategory(row.category),
    isPublic: toVisibility(row.is_public ?? null),
    entries,
  }
}

export const toVisibility = (isPublic: number | null) => (isPublic === null ? null : isPublic === 1)
