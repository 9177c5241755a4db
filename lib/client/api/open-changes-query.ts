import { queryOptions } from '@tanstack/react-query'
import { call } from './api-client'

const REFRESH_MS = { unsettled: 2_000, settled: 30_000 }

export const openChangesKey = ['open-changes'] as const

/** The changes that need attention, in one room or in all. Refreshes often while one is unsettled. */
export const openChangesQuery = (room?: string) =>
  queryOptions({
    queryKey: [...openChangesKey, room ?? null],
    queryFn: ({ signal }) => call('listOpenChanges', { query: { room }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.changes.some(({ settledAt }) => settledAt === null)
        ? REFRESH_MS.unsettled
        : REFRESH_MS.settled,
  })
