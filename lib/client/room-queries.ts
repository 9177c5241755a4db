import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { RoomList } from '@/lib/shared/contract'
import type { Watchers } from '@/lib/shared/live-endpoints'
import type { Problem } from '@/lib/shared/problem'
import type { Room } from '@/lib/shared/room'
import { call } from './api'

const FACTS_MS = 60_000

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

/** Id and slug, and what else is known of a room: nothing while the engine is silent. */
export type KnownRoom = Pick<Room, 'id' | 'slug' | 'name'> & Partial<Room>

export const roomKey = (slug: string) => ['room', slug] as const
export const watchersKey = (slug: string) => ['watchers', slug] as const

/** A room's name, owner and views; what the page was drawn with until something else is known. */
export function useRoom(known: KnownRoom): KnownRoom {
  const { slug } = known
  const { data } = useQuery<{ room: KnownRoom }>({
    queryKey: roomKey(slug),
    queryFn: ({ signal }) => call('readRoom', { path: { slug }, signal }),
    staleTime: FACTS_MS,
    refetchInterval: FACTS_MS,
    initialData: known.createdAt === undefined ? undefined : { room: known },
    networkMode: 'always',
  })
  return data?.room ?? known
}

/** Who has the room open; known only while it is followed. */
export function useWatchers(slug: string, following: boolean): Watchers | null {
  const { data } = useQuery({
    queryKey: watchersKey(slug),
    queryFn: ({ signal }) => call('readWatchers', { path: { slug }, signal }),
    enabled: following,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  })
  return following && data ? data : null
}
