import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'

const REFRESH_MS = 3_000

/** The connection, refreshed every three seconds. */
export const connectionQuery = queryOptions({
  queryKey: ['connection'],
  queryFn: ({ signal }) => call('readConnection', { signal }),
  refetchInterval: REFRESH_MS,
})

/** Makes one call of the Live service, then refreshes the connection, which includes the result. */
export function useConnectionTest() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('testConnection'),
    onSettled: () => client.invalidateQueries({ queryKey: connectionQuery.queryKey }),
  })
}
