import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Watchers } from '@/lib/shared/api/live-endpoints'
import type { Room } from '@/lib/shared/metadata/room'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { call } from './api-client'

const ROOM_REFRESH_MS = 60_000
/** Used while only the id of the room is known. */
const UNKNOWN_ROOM_REFRESH_MS = 5_000

/** A room of which at least id, slug and name are known; the rest needs the Live service. */
export type PartialRoom = Pick<Room, 'id' | 'slug' | 'name'> & Partial<Room>

/** Queries of one room. Apart from the list, whose paging would enlarge the first load of the editor. */
export const roomDetailQueries = {
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

/** The facts of a room; only its id and slug until they are known. */
export function useRoom(id: string): PartialRoom {
  const slug = toSlug(id)
  const { data } = useQuery(roomDetailQueries.detail(slug))
  return data?.room ?? { id, slug, name: '' }
}

/** The people who have the room open; null while there are no live updates. */
export function useWatchers(slug: string, enabled: boolean): Watchers | null {
  const { data } = useQuery({ ...roomDetailQueries.watchers(slug), enabled })
  return enabled && data ? data : null
}
