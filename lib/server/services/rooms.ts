import 'server-only'
import type { RoomList } from '@/lib/shared/api/contract'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { Problem } from '@/lib/shared/api/problem'
import { ROOMS_PER_PAGE, type Room } from '@/lib/shared/metadata/room'
import { type Actor, authorize } from '../auth/authorize'
import type { RoomListPage as KnownRooms, RoomDirectory } from '../directory/room-directory'
import { isQueueFull } from '../engine/is-queue-full'

export type RoomsDeps = { actor: Actor; ref: string; roomDirectory: RoomDirectory }

/**
 * One page of rooms, most viewed first. Without `search` the page comes from the Live service and
 * `cursor` is its cursor; with `search` it comes from the room directory and contains rooms whose
 * name, id and host together contain every word. While the Live service does not respond, returns
 * the last known list with `stale` set.
 */
export async function listRooms(
  deps: RoomsDeps,
  { search, cursor, limit = ROOMS_PER_PAGE }: { search?: string; cursor?: string; limit?: number },
): Promise<RoomList> {
  const { id: requester } = authorize(deps, 'rooms.list')
  const words = normalizeForSearch(search ?? '')
    .split(/\s+/)
    .filter(Boolean)
  if (words.length > 0) return searchRooms(deps, words, cursor, limit)
  const { roomDirectory, ref } = deps
  try {
    const { rooms, next } = await roomDirectory.readPage(cursor ?? '', limit, { ref, requester })
    const distinct = [...new Map(rooms.map((room) => [room.id, room])).values()]
    return {
      rooms: distinct,
      next: next === '' ? null : next,
      indexedAt: toIsoTime(Date.now()),
      indexed: distinct.length,
      stale: null,
    }
  } catch (error) {
    if (!(error instanceof Problem) || isQueueFull(error)) throw error
    const last = roomDirectory.listCached()
    if (cursor || last.rooms.length === 0) throw error
    const rooms = sortByViews(last.rooms)
    return { ...toRoomList(last, rooms, null), stale: { code: error.code, ref } }
  }
}

/**
 * One room, including private rooms, which no list contains. While the Live service does not
 * respond, returns the room from the last known list, because editors must see which room they
 * edit. Throws `room.gone` if it does not exist.
 */
export async function readRoom(deps: RoomsDeps, input: { room: string }): Promise<{ room: Room }> {
  const { id: requester } = authorize(deps, 'rooms.read')
  const { roomDirectory, ref } = deps
  try {
    return { room: await roomDirectory.readRoom(input.room, { ref, requester }) }
  } catch (error) {
    if (!(error instanceof Problem) || isQueueFull(error)) throw error
    if (error.code === 'room.gone') roomDirectory.forget(input.room)
    const last = roomDirectory.listCached().rooms.find(({ id }) => id === input.room)
    if (!last) throw error
    return { room: last }
  }
}

async function searchRooms(
  deps: RoomsDeps,
  words: string[],
  cursor: string | undefined,
  limit: number,
) {
  const known = await deps.roomDirectory.listAll(deps)
  const matches = known.rooms.filter((room) => {
    const text = normalizeForSearch(`${room.name}\n${room.id}\n${room.owner ?? ''}`)
    return words.every((word) => text.includes(word))
  })
  const start = parseOffset(cursor)
  const end = start + limit
  const next = end < matches.length ? String(end) : null
  return { ...toRoomList(known, sortByViews(matches).slice(start, end), next), stale: null }
}

function toRoomList(known: KnownRooms, rooms: Room[], next: string | null) {
  return { rooms, next, indexedAt: toIsoTime(known.readAt), indexed: known.rooms.length }
}

/** Sorts as the Live service does; equal counts are sorted by id, so that pages stay stable. */
function sortByViews(rooms: readonly Room[]): Room[] {
  return rooms.toSorted((a, b) => b.views - a.views || (a.id < b.id ? -1 : 1))
}

function parseOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,6}$/.test(cursor)) {
    throw new Problem('request.malformed', { params: { field: 'cursor' } })
  }
  return Number(cursor)
}

/** Makes search ignore case and full-width forms. */
const normalizeForSearch = (text: string) => text.normalize('NFKC').toLocaleLowerCase('en')
