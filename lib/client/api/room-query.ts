import { useQuery } from '@tanstack/react-query'
import type { Watchers } from '@/lib/shared/api/live-endpoints'
import type { Room } from '@/lib/shared/metadata/room'
import { call } from './api-client'

const ROOM_REFRESH_MS = 60_000
/** Used while only the id of the room is known. */
const UNKNOWN_ROOM_REFRESH_MS = 5_000

/** A room of which at least id, slug and name are known; the rest needs the Live service. */
export type PartialRoom = Pick<Room, 'id' | 'slug' | 'name'> & Partial<Room>

export const roomQueryKey = (slug: string) => ['room', slug] as const
export const watchersQueryKey = (slug: string) => ['watchers', slug] as const

/** Name, host and views of a room. Returns `known`, from the server, until the first response. */
export function useRoom(initial: PartialRoom): PartialRoom {
  const { slug } = initial
  const { data } = useQuery<{ room: PartialRoom }>({
    queryKey: roomQueryKey(slug),
    queryFn: ({ signal }) => call('readRoom', { path: { slug }, signal }),
    staleTime: ROOM_REFRESH_MS,
    refetchInterval: ({ state }) => (state.data ? ROOM_REFRESH_MS : UNKNOWN_ROOM_REFRESH_MS),
    initialData: initial.createdAt === undefined ? undefined : { room: initial },
    networkMode: 'always',
  })
  return data?.room ?? initial
}

/** The people who have the room open; null while there are no live updates. */
export function useWatchers(slug: string, enabled: boolean): Watchers | null {
  const { data } = useQuery({
    queryKey: watchersQueryKey(slug),
    queryFn: ({ signal }) => call('readWatchers', { path: { slug }, signal }),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  })
  return enabled && data ? data : null
}
