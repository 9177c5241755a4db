import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { RoomList } from '@/lib/shared/api/contract'
import type { Room } from '@/lib/shared/metadata/room'
import { call } from './api-client'

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

function withoutDuplicates(pages: readonly RoomList[]): Room[] {
  const rooms = new Map<string, Room>()
  for (const room of pages.flatMap((page) => page.rooms))
    if (!rooms.has(room.id)) rooms.set(room.id, room)
  return [...rooms.values()]
}
