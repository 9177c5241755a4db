import 'server-only'
import type { ListRoomsQuery, RoomList } from '@/lib/shared/api/contract'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { Problem } from '@/lib/shared/api/problem'
import { problemCodeSchema } from '@/lib/shared/api/problem-schemas'
import { ROOMS_PER_PAGE, type Room } from '@/lib/shared/metadata/room'
import { type Actor, authorize } from '../auth/authorize'
import type { DirectoryState, KnownRoom } from '../db/repositories/rooms/room-types'
import { splitWords } from '../db/repositories/rooms/search-text'
import { pickHint } from '../directory/metadata-hint'
import type { RoomDirectory } from '../directory/room-directory'
import { isQueueFull } from '../engine/is-queue-full'

export type RoomsDeps = { actor: Actor; ref: string; roomDirectory: RoomDirectory }

/**
 * One page of the directory. `search`: id, name, host, category, keys and values together contain
 * every word; a single character has to start id or name. While the Live service does not respond,
 * the directory stays as it is, and `stale` says so.
 */
export async function listRooms(
  deps: RoomsDeps,
  { search = '', cursor, limit = ROOMS_PER_PAGE, sort = 'views', ...filter }: ListRoomsQuery,
): Promise<RoomList> {
  authorize(deps, 'rooms.list')
  const { category, visibility } = filter
  const words = splitWords(search)
  const isPublic = visibility && visibility === 'public'
  const query = { words, category, isPublic, sort, cursor, limit }
  const { rooms, next, total, isTotalExact, state } = await deps.roomDirectory.list(query)
  const isFirstPage = words.length + Object.keys(filter).length === 0 && !cursor && sort === 'views'
  return {
    rooms: rooms.map((room) => toListedRoom(room, words)),
    next,
    total,
    isTotalExact,
    indexedAt: toIsoTime(findAge(state, isFirstPage)),
    indexed: state.rooms,
    stale: toStale(state, deps.ref),
  }
}

/**
 * One room, including private rooms, which no list of the Live service contains. While that does not
 * respond, returns the room of the directory, because editors must see which room they edit. Throws
 * `room.gone` if it does not exist.
 */
export async function readRoom(deps: RoomsDeps, input: { room: string }): Promise<{ room: Room }> {
  const { id: requester } = authorize(deps, 'rooms.read')
  const { roomDirectory, ref } = deps
  try {
    return { room: await roomDirectory.readRoom(input.room, { ref, requester }) }
  } catch (error) {
    if (!(error instanceof Problem) || isQueueFull(error) || error.code === 'room.gone') throw error
    const last = await roomDirectory.find(input.room).catch(() => null)
    if (!last) throw error
    return { room: last.room }
  }
}

function toListedRoom({ room, known, lastChange }: KnownRoom, words: readonly string[]) {
  const metadata = known && { readAt: known.readAt, ...pickHint(known.entries, words) }
  return { ...room, lastChange, metadata }
}

/** The first page is read more often than the rest. Before the first crawl the list is just new. */
function findAge({ firstPageAt, crawlStartedAt }: DirectoryState, isFirstPage: boolean): number {
  return (isFirstPage ? firstPageAt : crawlStartedAt) ?? firstPageAt ?? Date.now()
}

function toStale({ problem, ref }: DirectoryState, ownRef: string): RoomList['stale'] {
  if (problem === null) return null
  // Another version of the console may have stored it.
  const code = problemCodeSchema.safeParse(problem).data ?? 'engine.failed'
  return { code, ref: ref ?? ownRef }
}
