import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { RoomList } from '@/lib/shared/api/contract'
import type { ListedRoom } from '@/lib/shared/metadata/room'
import type { RoomFilters } from '@/lib/shared/metadata/room-filters'
import { cursorPages } from '../query-client'
import { call } from './api-client'

/** Until the Live service replies again. */
const STALE_LIST_REFRESH_MS = 10_000

export const roomQueries = {
  list: ({ search, sort, category, visibility }: RoomFilters) =>
    infiniteQueryOptions({
      queryKey: ['rooms', search, sort, category ?? null, visibility ?? null],
      queryFn: ({ pageParam, signal }) =>
        call('listRooms', {
          query: {
            search: search || undefined,
            sort,
            category,
            visibility,
            cursor: pageParam ?? undefined,
          },
          signal,
        }),
      ...cursorPages,
      placeholderData: keepPreviousData,
      // Rows would move just when someone comes back to them.
      refetchOnWindowFocus: false,
      refetchInterval: ({ state }) =>
        state.data?.pages.at(-1)?.stale ? STALE_LIST_REFRESH_MS : false,
    }),
}

/**
 * Rooms, page by page and without duplicates. Views change between pages, so a room can appear
 * twice. Unless `enabled`, it loads nothing until `refetch`.
 */
export function useRooms(filters: RoomFilters, { enabled }: { enabled: boolean }) {
  const query = useInfiniteQuery({ ...roomQueries.list(filters), enabled })
  const pages = query.data?.pages ?? []
  return { ...query, rooms: withoutDuplicates(pages), last: pages.at(-1) ?? null }
}

export type RoomListQuery = ReturnType<typeof useRooms>

function withoutDuplicates(pages: readonly RoomList[]): ListedRoom[] {
  const rooms = new Map<string, ListedRoom>()
  for (const room of pages.flatMap((page) => page.rooms))
    if (!rooms.has(room.id)) rooms.set(room.id, room)
  return [...rooms.values()]
}
