import 'server-only'
import type { Insertable, Selectable } from 'kysely'
import * as z from 'zod/mini'
import type { Entry } from '@/lib/shared/metadata/entry'
import { parseStoredEntries } from '../../mappers'
import type { RoomsTable } from '../../schema'
import type { RoomUpdate } from './room-types'
import { buildSearchText, foldText, type SearchableRoom, withoutNul } from './search-text'

export type RoomRow = Selectable<RoomsTable>
export type NewRow = Omit<Insertable<RoomsTable>, 'number'>

/** Null if the update changes nothing: late updates of an ended room are ignored. */
export function applyUpdate(
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
