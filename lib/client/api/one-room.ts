import { useQuery } from '@tanstack/react-query'
import type { Watchers } from '@/lib/shared/api/live-endpoints'
import type { Room } from '@/lib/shared/metadata/room'
import { call } from './api'

const FACTS_MS = 60_000
/** While nothing is known but its id. */
const NOTHING_MS = 5_000

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
    refetchInterval: ({ state }) => (state.data ? FACTS_MS : NOTHING_MS),
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
