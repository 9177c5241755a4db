import {
  type DehydratedState,
  dehydrate,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import { createQueryClient, firstPage } from '@/lib/client/query-client'
import type { ChangeList, TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Change } from '@/lib/shared/changes/change'
import { type HistoryQuery, toSearchString } from '@/lib/shared/changes/history-filters'

const FIRST_PAGE_REFRESH_MS = 15_000
const NEEDS_ATTENTION_REFRESH_MS = { unsettled: 2_000, settled: 30_000 }

export const historyQueries = {
  /**
   * The changes, page by page. Refreshes only while one page is loaded, because new changes move
   * the pages.
   */
  changes: (filters: HistoryQuery) =>
    infiniteQueryOptions({
      queryKey: ['changes', toSearchString(filters)],
      queryFn: ({ pageParam, signal }) =>
        call('listChanges', { query: { ...filters, cursor: pageParam }, signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: ChangeList) => page.next ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        state.data?.pages.length === 1 ? FIRST_PAGE_REFRESH_MS : false,
    }),
  /**
   * The changes that need attention, in one room or in all. Refreshes often while one is unsettled.
   */
  needsAttention: (room: string | undefined) =>
    queryOptions({
      queryKey: ['open-changes', room ?? null],
      queryFn: ({ signal }) => call('listOpenChanges', { query: { room }, signal }),
      refetchInterval: ({ state }) =>
        state.data?.changes.some(({ settledAt }) => settledAt === null)
          ? NEEDS_ATTENTION_REFRESH_MS.unsettled
          : NEEDS_ATTENTION_REFRESH_MS.settled,
    }),
  /** The marks of a time span. Keeps the earlier data until the new data arrives. */
  timeline: (filters: HistoryQuery & { since: string; until: string }) =>
    queryOptions({
      queryKey: ['timeline', toSearchString(filters)],
      queryFn: ({ signal }) => call('readTimeline', { query: filters, signal }),
      placeholderData: keepPreviousData,
    }),
}

/** What the server read for the first paint. Null marks a failed read. */
type HistoryData = {
  list: ChangeList | null
  needsAttention: { changes: Change[] } | null
  timeline: TimelineData | null
  /** The span of the timeline. */
  times: { since: string; until: string }
}

/** Passes what the server read for `filters` to the queries of the page. */
export function dehydrateHistory(filters: HistoryQuery, data: HistoryData): DehydratedState {
  const client = createQueryClient()
  const { changes, needsAttention, timeline } = historyQueries
  client.setQueryData(changes(filters).queryKey, firstPage(data.list))
  client.setQueryData(needsAttention(filters.room).queryKey, data.needsAttention ?? undefined)
  client.setQueryData(timeline({ ...filters, ...data.times }).queryKey, data.timeline ?? undefined)
  return dehydrate(client)
}

/** The changes without duplicates. */
export function useChanges(filters: HistoryQuery) {
  const query = useInfiniteQuery(historyQueries.changes(filters))
  const pages = query.data?.pages ?? []
  const changes = withoutDuplicates(pages.flatMap((page) => page.changes))
  return { ...query, changes, last: pages.at(-1) ?? null }
}

export type ChangeListQuery = ReturnType<typeof useChanges>

/** After a refresh a change can be on two pages. */
function withoutDuplicates(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()]
}
