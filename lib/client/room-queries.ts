import { useInfiniteQuery } from '@tanstack/react-query'
import { endpoints, type RoomList } from '@/lib/shared/contract'
import type { Problem } from '@/lib/shared/problem'
import type { Room } from '@/lib/shared/room'
import { call } from './api'

/**
 * Rooms page by page, each room once: the engine sorts by a count that moves while one pages (contract §7 #29).
 * `initial` is the first page as the server rendered it.
 */
export function useRooms(search: string, initial: RoomList | null) {
  const query = useInfiniteQuery<
    RoomList,
    Problem,
    { pages: RoomList[] },
    string[],
    string | undefined
  >({
    queryKey: ['rooms', search],
    queryFn: ({ pageParam, signal }) =>
      call(endpoints.listRooms, {
        query: { search: search || undefined, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData:
      search === '' && initial ? { pages: [initial], pageParams: [undefined] } : undefined,
    initialDataUpdatedAt: initial ? Date.parse(initial.indexedAt) : undefined,
    placeholderData: (previous) => previous,
    refetchOnWindowFocus: false,
  })
  return {
    ...query,
    rooms: distinct(query.data?.pages ?? []),
    last: query.data?.pages.at(-1) ?? null,
  }
}

function distinct(pages: readonly RoomList[]): Room[] {
  const rooms = new Map<string, Room>()
  for (const room of pages.flatMap((page) => page.rooms))
    if (!rooms.has(room.id)) rooms.set(room.id, room)
  return [...rooms.values()]
}
