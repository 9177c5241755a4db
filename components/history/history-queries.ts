import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import type { ChangeList, TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { type HistoryQuery, toSearchString } from '@/lib/shared/changes/history-filters'

/** What the server read at `renderedAt` (ms); null if that was for other filters. */
type ServerData<T> = { initial: T | null; renderedAt: number }

const FIRST_PAGE_REFRESH_MS = 15_000
const NEEDS_ATTENTION_REFRESH_MS = { unsettled: 2_000, settled: 30_000 }

/**
 * The changes, page by page. Refreshes only while one page is loaded, because new changes move the
 * pages.
 */
export function useChanges(filters: HistoryQuery, { initial, renderedAt }: ServerData<ChangeList>) {
  const query = useInfiniteQuery<
    ChangeList,
    Problem,
    { pages: ChangeList[] },
    string[],
    string | undefined
  >({
    queryKey: ['changes', toSearchString(filters)],
    queryFn: ({ pageParam, signal }) =>
      call('listChanges', { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: initial ? { pages: [initial], pageParams: [undefined] } : undefined,
    initialDataUpdatedAt: initial ? renderedAt : undefined,
    placeholderData: (previous) => previous,
    refetchInterval: ({ state }) =>
      state.data?.pages.length === 1 ? FIRST_PAGE_REFRESH_MS : false,
    networkMode: 'always',
  })
  const pages = query.data?.pages ?? []
  const changes = withoutDuplicates(pages.flatMap((page) => page.changes))
  return { ...query, changes, last: pages.at(-1) ?? null }
}

export type ChangeListQuery = ReturnType<typeof useChanges>

/**
 * The changes that need attention, in one room or in all. Refreshes often while one is unsettled.
 */
export function useNeedsAttention(
  room: string | undefined,
  { initial, renderedAt }: ServerData<{ changes: Change[] }>,
): Change[] {
  const { data } = useQuery({
    queryKey: ['open-changes', room ?? null],
    queryFn: ({ signal }) => call('listOpenChanges', { query: { room }, signal }),
    initialData: initial ?? undefined,
    initialDataUpdatedAt: renderedAt,
    refetchInterval: ({ state }) =>
      state.data?.changes.some(({ settledAt }) => settledAt === null)
        ? NEEDS_ATTENTION_REFRESH_MS.unsettled
        : NEEDS_ATTENTION_REFRESH_MS.settled,
  })
  return data?.changes ?? []
}

/** The marks of a time span. Keeps the earlier data until the new data arrives. */
export function useTimeline(
  filters: HistoryQuery & { since: string; until: string },
  { initial, renderedAt }: ServerData<TimelineData>,
) {
  const { since, until } = filters
  const coversSameSpan = initial?.since === since && initial.until === until
  return useQuery<TimelineData, Problem>({
    queryKey: ['timeline', toSearchString(filters)],
    queryFn: ({ signal }) => call('readTimeline', { query: filters, signal }),
    initialData: coversSameSpan ? initial : undefined,
    initialDataUpdatedAt: coversSameSpan ? renderedAt : undefined,
    placeholderData: (previous) => previous ?? initial ?? undefined,
  })
}

/** After a refresh a change can be on two pages. */
function withoutDuplicates(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()]
}
