import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import { cursorPages } from '@/lib/client/query-client'
import { isBatchActive } from '@/lib/shared/batches/batch'

const POLL_MS = 1_000

/** A batch, read again every second until each of its rooms has an outcome. */
export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => call('readBatch', { path: { id }, signal }),
    refetchInterval: ({ state }) =>
      state.data && !isBatchActive(state.data.batch) ? false : POLL_MS,
  })

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['batches'],
  queryFn: ({ pageParam, signal }) =>
    call('listBatches', { query: { cursor: pageParam ?? undefined }, signal }),
  ...cursorPages,
})

/** The batches of all pages so far, newest first. */
export function useBatches() {
  const query = useInfiniteQuery(batchesQuery)
  const pages = query.data?.pages ?? []
  return { ...query, batches: pages.flatMap((page) => page.batches), last: pages.at(-1) ?? null }
}
