import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import { cursorPages } from '@/lib/client/query-client'
import { toSlug } from '@/lib/shared/metadata/room-slug'

/** The room as it is, or as it was read back after a change. */
export type Version = { room: string; changeId: string | null }

export const versionQueries = {
  /** The entries of a version; null if the room was not read back after that change. */
  entries: ({ room, changeId }: Version) =>
    queryOptions({
      queryKey: ['version', room, changeId],
      queryFn:
        room === ''
          ? skipToken
          : async ({ signal }) => {
              if (changeId !== null) {
                const { entries } = await call('readRoomAsOf', { path: { id: changeId }, signal })
                return { entries, stale: null }
              }
              const { entries, stale } = await call('readMetadata', {
                path: { slug: toSlug(room) },
                signal,
              })
              return { entries, stale }
            },
      // The room as it is has to be read again, and the past does not change.
      staleTime: changeId === null ? 0 : Number.POSITIVE_INFINITY,
    }),
  /** The changes after which a room has a version, newest first, page by page. */
  changes: (room: string) =>
    infiniteQueryOptions({
      queryKey: ['versions', room],
      queryFn:
        room === ''
          ? skipToken
          : ({ pageParam, signal }) =>
              call('listRoomChanges', {
                path: { slug: toSlug(room) },
                query: { cursor: pageParam ?? undefined },
                signal,
              }),
      ...cursorPages,
    }),
  room: (room: string) =>
    queryOptions({
      queryKey: ['version-room', room],
      queryFn:
        room === ''
          ? skipToken
          : ({ signal }) => call('readRoom', { path: { slug: toSlug(room) }, signal }),
      retry: false,
    }),
}
