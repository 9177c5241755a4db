import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import type { RoomList } from '@/lib/shared/api/contract'
import type { Watchers } from '@/lib/shared/api/live-endpoints'
import type { Room } from '@/lib/shared/metadata/room'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { call } from './api-client'

const ROOM_REFRESH_MS = 60_000
/** Used while only the id of the room is known. */
const UNKNOWN_ROOM_REFRESH_MS = 5_000

/** A room of which at least id, slug and name are known; the rest needs the Live service. */
export type PartialRoom = Pick<Room, 'id' | 'slug' | 'name'> & Partial<Room>

export const roomQueries = {
  list: (search: string) =>
    infiniteQueryOptions({
      queryKey: ['rooms', search],
      queryFn: ({ pageParam, signal }) =>
        call('listRooms', {
          query: { search: search || undefined, cursor: pageParam },
          signal,
        }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: RoomList) => page.next ?? undefined,
      placeholderData: keepPreviousData,
      // Four loaded pages mean four calls of the Live service, too many for every window focus.
      refetchOnWindowFocus: false,
    }),
  /** Name, host and views of a room. */
  detail: (slug: string) =>
    queryOptions({
      queryKey: ['room', slug],
      queryFn: ({ signal }) => call('readRoom', { path: { slug }, signal }),
      staleTime: ROOM_REFRESH_MS,
      refetchInterval: ({ state }) => (state.data ? ROOM_REFRESH_MS : UNKNOWN_ROOM_REFRESH_MS),
    }),
  /** The people who have the room open. An event refreshes them. */
  watchers: (slug: string) =>
    queryOptions({
      queryKey: ['watchers', slug],
      queryFn: ({ signal }) => call('readWatchers', { path: { slug }, signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

/**
 * Rooms, page by page and without duplicates. The Live service sorts by a count that changes
 * between pages, so a room can appear twice; see docs/live-api.md#contradictions-and-gaps. Unless
 * `enabled`, it loads nothing until `refetch`.
 */
export function useRooms(search: string, { enabled }: { enabled: boolean }) {
  const query = useInfiniteQuery({ ...roomQueries.list(search), enabled })
  const pages = query.data?.pages ?? []
  return { ...query, rooms: withoutDuplicates(pages), last: pages.at(-1) ?? null }
}

export type RoomListQuery = ReturnType<typeof useRooms>

/** The facts of a room; only its id and slug until they are known. */
export function useRoom(id: string): PartialRoom {
  const slug = toSlug(id)
  const { data } = useQuery(roomQueries.detail(slug))
  return data?.room ?? { id, slug, name: '' }
}

/** The people who have the room open; null while there are no live updates. */
export function useWatchers(slug: string, enabled: boolean): Watchers | null {
  const { data } = useQuery({ ...roomQueries.watchers(slug), enabled })
  return enabled && data ? data : null
}

function withoutDuplicates(pages: readonly RoomList[]): Room[] {
  const rooms = new Map<string, Room>()
  for (const room of pages.flatMap((page) => page.rooms))
    if (!rooms.has(room.id)) rooms.set(room.id, room)
  return [...rooms.values()]
}
