import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api'
import type { ChangeList, TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { type HistoryQuery, searchOf } from '@/lib/shared/changes/history-filters'

/** The answer as the server drew it, at `renderedAt` (ms); none where it is about something else. */
type Initial<T> = { initial: T | null; renderedAt: number }

const FRESH_PAGE_MS = 15_000
const OPEN_MS = { unsettled: 2_000, calm: 30_000 }

/** A history page by page. Read again by itself only while it is one page: new changes come on top. */
export function useChanges(filters: HistoryQuery, { initial, renderedAt }: Initial<ChangeList>) {
  const query = useInfiniteQuery<
    ChangeList,
    Problem,
    { pages: ChangeList[] },
    string[],
    string | undefined
  >({
    queryKey: ['changes', searchOf(filters)],
    queryFn: ({ pageParam, signal }) =>
      call('listChanges', { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: initial ? { pages: [initial], pageParams: [undefined] } : undefined,
    initialDataUpdatedAt: initial ? renderedAt : undefined,
    placeholderData: (previous) => previous,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? FRESH_PAGE_MS : false),
    networkMode: 'always',
  })
  const pages = query.data?.pages ?? []
  const changes = distinct(pages.flatMap((page) => page.changes))
  return { ...query, changes, last: pages.at(-1) ?? null }
}

export type Changes = ReturnType<typeof useChanges>

/** What waits for somebody, in a room or in all; asked often while something is not settled. */
export function useOpenChanges(
  room: string | undefined,
  { initial, renderedAt }: Initial<{ changes: Change[] }>,
): Change[] {
  const { data } = useQuery({
    queryKey: ['open-changes', room ?? null],
    queryFn: ({ signal }) => call('listOpenChanges', { query: { room }, signal }),
    initialData: initial ?? undefined,
    initialDataUpdatedAt: renderedAt,
    refetchInterval: ({ state }) =>
      state.data?.changes.some(({ settledAt }) => settledAt === null)
        ? OPEN_MS.unsettled
        : OPEN_MS.calm,
  })
  return data?.changes ?? []
}

/** The marks of a stretch of time; an earlier picture stays until the new one is there. */
export function useTimeline(
  filters: HistoryQuery & { since: string; until: string },
  { initial, renderedAt }: Initial<TimelineData>,
) {
  const { since, until } = filters
  const same = initial?.since === since && initial.until === until
  return useQuery<TimelineData, Problem>({
    queryKey: ['timeline', searchOf(filters)],
    queryFn: ({ signal }) => call('readTimeline', { query: filters, signal }),
    initialData: same ? initial : undefined,
    initialDataUpdatedAt: same ? renderedAt : undefined,
    placeholderData: (previous) => previous ?? initial ?? undefined,
  })
}

/** A page that was read anew may hold what an older one holds still. */
function distinct(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()]
}
