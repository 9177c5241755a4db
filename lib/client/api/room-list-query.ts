import { useInfiniteQuery } from '@tanstack/react-query'
import type { RoomList } from '@/lib/shared/api/contract'
import type { Problem } from '@/lib/shared/api/problem'
import type { Room } from '@/lib/shared/metadata/room'
import { call } from './api-client'

type Options = {
  /** The first page, as rendered by the server at `renderedAt` (ms). */
  initial?: RoomList | null
  renderedAt?: number
  /** False: loads nothing until `refetch`. */
  enabled?: boolean
}

/**
 * Rooms, page by page and without duplicates. The Live service sorts by a count that changes
 * between pages, so a room can appear twice; see docs/live-api.md#contradictions-and-gaps.
 */
export function useRooms(search: string, { initial, renderedAt, enabled = true }: Options = {}) {
  const query = useInfiniteQuery<
    RoomList,
    Problem,
    { pages: RoomList[] },
    string[],
    string | undefined
  >({
    queryKey: ['rooms', search],
    queryFn: ({ pageParam, signal }) =>
      call('listRooms', {
        query: { search: search || undefined, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: initial ? { pages: [initial], pageParams: [undefined] } : undefined,
    initialDataUpdatedAt: initial ? renderedAt : undefined,
    placeholderData: (previous) => previous,
    enabled,
    // Four loaded pages mean four calls of the Live service, too many for every window focus.
    refetchOnWindowFocus: false,
    // Fail when offline instead of waiting silently.
    networkMode: 'always',
  })
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
