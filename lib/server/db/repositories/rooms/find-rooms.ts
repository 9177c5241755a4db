import 'server-only'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Room } from '@/lib/shared/metadata/room'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import type { Database } from '../../database'
import { parseStoredEntries } from '../../mappers'
import { findLastChanges } from './last-changes'
import { parseCategory, type RoomRow, toVisibility } from './room-row'
import type { KnownEntries, KnownRoom, LastChange } from './room-types'

/** Active rooms in the order of `ids`. */
export async function findRooms(database: Database, ids: readonly string[]): Promise<KnownRoom[]> {
  if (ids.length === 0) return []
  const known = await database.kysely
    .selectFrom('rooms')
    .selectAll()
    .where('id', 'in', ids)
    .execute()
  // Not a condition of the query: without statistics, PostgreSQL would read the index of all active
  // rooms for it.
  const rows = known.filter((row) => row.ended_at === null)
  const rowsById = new Map(rows.map((row) => [row.id, row]))
  const lastChanges = await findLastChanges(
    database,
    rows.map(({ id }) => id),
  )
  return ids.flatMap((id) => {
    const row = rowsById.get(id)
    return row ? [toKnownRoom(row, lastChanges.get(id) ?? null)] : []
  })
}

const toKnownRoom = (row: RoomRow, lastChange: LastChange | null): KnownRoom => ({
  room: toRoom(row),
  known: toKnownEntries(row),
  lastChange,
})

export function toRoom(row: RoomRow): Room {
  const isPublic = toVisibility(row.is_public)
  return {
    id: row.id,
    slug: toSlug(row.id),
    name: row.name,
    owner: row.host,
    category: parseCategory(row.category),
    views: row.views,
    createdAt: row.opened_at > 0 ? toIsoTime(row.opened_at) : null,
    ...(isPublic !== null && { isPublic }),
  }
}

export function toKnownEntries(
  row: Pick<RoomRow, 'entries' | 'last_read_at' | 'change_id'>,
): KnownEntries | null {
  const entries = parseStoredEntries(row.entries)
  if (entries === null) return null
  return { entries, readAt: toIsoTime(row.last_read_at), changeId: row.change_id }
}
