import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import type { Connection, ConnectionTest } from '@/lib/shared/api/connection-endpoints'
import type { Problem } from '@/lib/shared/api/problem'

const REFRESH_MS = 3_000
const CONNECTION_KEY = ['connection']

/**
 * The connection, refreshed every three seconds. `initial` is what the server read for this page.
 */
export function useConnection(initial: Connection) {
  return useQuery<Connection, Problem>({
    queryKey: CONNECTION_KEY,
    queryFn: ({ signal }) => call('readConnection', { signal }),
    initialData: initial,
    initialDataUpdatedAt: Date.parse(initial.at),
    refetchInterval: REFRESH_MS,
    // Fail when the console is unreachable instead of waiting silently.
    networkMode: 'always',
  })
}

/** Makes one call of the Live service, then refreshes the connection, which includes the result. */
export function useConnectionTest() {
  const client = useQueryClient()
  return useMutation<ConnectionTest, Problem>({
    mutationFn: () => call('testConnection'),
    onSettled: () => client.invalidateQueries({ queryKey: CONNECTION_KEY }),
    networkMode: 'always',
  })
}
