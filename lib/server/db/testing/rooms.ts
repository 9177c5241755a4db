import 'server-only'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Room } from '@/lib/shared/metadata/room'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import type { RoomUpdate } from '../repositories/rooms/room-types'

/** A public room named after its id, with as many views as its number. */
export const listedRoom = (id: string, more: Partial<Room> = {}): Room => ({
  id,
  slug: toSlug(id),
  name: `Room ${id}`,
  owner: 'host',
  category: [],
  views: 0,
  createdAt: null,
  isPublic: true,
  ...more,
})

export const listed = (id: string, more: Partial<Room> = {}): RoomUpdate => ({
  id,
  room: listedRoom(id, more),
})

export const READ_AT = '2026-01-02T03:04:05.678Z'

/** A read of a room; `entries` are pairs of key and value. */
export const readOf = (
  id: string,
  entries: Record<string, string>,
  more: { readAt?: string; changeId?: string | null } = {},
): RoomUpdate => ({
  id,
  read: { entries: toEntries(entries), readAt: READ_AT, changeId: null, ...more },
})

const toEntries = (pairs: Record<string, string>): Entry[] =>
  Object.entries(pairs).map(([key, value]) => ({ key, value }))

/** `count` public rooms `room-00001`, `room-00002`, …; the last one has the most views. */
export const manyRooms = (count: number, more: Partial<Room> = {}): RoomUpdate[] =>
  Array.from({ length: count }, (_, at) =>
    listed(`room-${String(at + 1).padStart(5, '0')}`, { views: at + 1, ...more }),
  )
