import { useInfiniteQuery } from '@tanstack/react-query'
import type { RoomList } from '@/lib/shared/api/contract'
import type { Problem } from '@/lib/shared/api/problem'
import type { Room } from '@/lib/shared/metadata/room'
import { call } from './api'

type Options = {
  /** The first page as the server rendered it, at `renderedAt` (ms). */
  initial?: RoomList | null
  renderedAt?: number
  /** False: nothing is asked until `refetch`. */
  enabled?: boolean
}

/** Rooms page by page, each room once: the engine sorts by a count that moves while one pages (contract §7 #29). */
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
    // A list of four pages is four calls of the engine: not for every change of the window.
    refetchOnWindowFocus: false,
    // Offline is told like any other failure, instead of waiting without a word.
    networkMode: 'always',
  })
  const pages = query.data?.pages ?? []
  return { ...query, rooms: distinct(pages), last: pages.at(-1) ?? null }
}

export type Rooms = ReturnType<typeof useRooms>

function distinct(pages: readonly RoomList[]): Room[] {
  const rooms = new Map<string, Room>()
  for (const room of pages.flatMap((page) => page.rooms))
    if (!rooms.has(room.id)) rooms.set(room.id, room)
  return [...rooms.values()]
}
