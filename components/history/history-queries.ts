import {
  type DehydratedState,
  dehydrate,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import { openChangesKey, openChangesQuery } from '@/lib/client/api/open-changes-query'
import { useListUpdates } from '@/lib/client/events/use-list-updates'
import { createQueryClient, cursorPages, firstPage } from '@/lib/client/query-client'
import type { ChangeList, RoomNames, TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Change } from '@/lib/shared/changes/change'
import { type HistoryQuery, toSearchString } from '@/lib/shared/changes/history-filters'

/** Only in case that an event is lost. */
const NEWEST_REFRESH_MS = 60_000

const TIMELINE_KEY = ['timeline'] as const

export const historyQueries = {
  /** The changes, page by page. Does not refresh by itself, because that would move the list. */
  changes: (filters: HistoryQuery) =>
    infiniteQueryOptions({
      queryKey: ['changes', toSearchString(filters)],
      queryFn: ({ pageParam, signal }) =>
        call('listChanges', { query: { ...filters, cursor: pageParam ?? undefined }, signal }),
      ...cursorPages,
      placeholderData: keepPreviousData,
    }),
  /** The first page, to compare with what is shown. */
  newest: (filters: HistoryQuery) =>
    queryOptions({
      queryKey: ['newest', toSearchString(filters)],
      queryFn: ({ signal }) => call('listChanges', { query: filters, signal }),
      refetchInterval: NEWEST_REFRESH_MS,
    }),
  /** The marks of a time span. Keeps the earlier data until the new data arrives. */
  timeline: (filters: HistoryQuery & { since: string; until: string }) =>
    queryOptions({
      queryKey: [...TIMELINE_KEY, toSearchString(filters)],
      queryFn: ({ signal }) => call('readTimeline', { query: filters, signal }),
      placeholderData: keepPreviousData,
    }),
}

/** What the server read for the first paint. Null marks a failed read. */
type HistoryData = {
  list: ChangeList | null
  needsAttention: { changes: Change[]; rooms?: RoomNames } | null
  timeline: TimelineData | null
  /** The span of the timeline. */
  times: { since: string; until: string }
}

/** Passes what the server read for `filters` to the queries of the page. */
export function dehydrateHistory(filters: HistoryQuery, data: HistoryData): DehydratedState {
  const client = createQueryClient()
  const { changes, timeline } = historyQueries
  client.setQueryData(changes(filters).queryKey, firstPage(data.list))
  client.setQueryData(openChangesQuery(filters.room).queryKey, data.needsAttention ?? undefined)
  client.setQueryData(timeline({ ...filters, ...data.times }).queryKey, data.timeline ?? undefined)
  return dehydrate(client)
}

/**
 * The changes without duplicates. Those that are shown follow what becomes of them; `newCount` is
 * how many came since, which `showNew` adds.
 */
export function useChanges(filters: HistoryQuery) {
  const client = useQueryClient()
  const query = useInfiniteQuery(historyQueries.changes(filters))
  const { data: newest, refetch: readNewest } = useQuery(historyQueries.newest(filters))
  useListUpdates(
    'history',
    () => {
      void readNewest()
      void client.invalidateQueries({ queryKey: openChangesKey })
    },
    () => call('listChanges', { query: { ...filters, limit: 1 } }),
  )
  const pages = query.data?.pages ?? []
  const loaded = withoutDuplicates(pages.flatMap((page) => page.changes))
  // The first change has nothing to move, and must not be offered beside "No changes".
  const listed = loaded.length > 0 ? loaded : (newest?.changes ?? [])
  const newestById = new Map(newest?.changes.map((change) => [change.id, change]))
  const listedIds = new Set(listed.map(({ id }) => id))
  const newIds = [...newestById.keys()].filter((id) => !listedIds.has(id))
  return {
    ...query,
    changes: listed.map((change) => newestById.get(change.id) ?? change),
    /** The names of the rooms, with duplicates. */
    namedRooms: [...pages, ...(newest ? [newest] : [])].flatMap(({ rooms = [] }) => rooms),
    last: pages.at(-1) ?? null,
    newCount: pages.length > 0 && !query.isPlaceholderData ? newIds.length : 0,
    async showNew() {
      const { data } = await query.refetch()
      void client.invalidateQueries({ queryKey: TIMELINE_KEY })
      return data?.pages[0]?.changes[0]?.id
    },
  }
}

export type ChangeListQuery = ReturnType<typeof useChanges>

/** After a refresh a change can be on two pages. */
function withoutDuplicates(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()]
}
