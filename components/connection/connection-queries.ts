import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api'
import type { Connection, ConnectionTest } from '@/lib/shared/api/connection-endpoints'
import type { Problem } from '@/lib/shared/api/problem'

const EVERY_MS = 3_000
const KEY = ['connection']

/** The connection, read anew every three seconds while the page is to be seen; the page's own read comes first. */
export function useConnection(initial: Connection) {
  return useQuery<Connection, Problem>({
    queryKey: KEY,
    queryFn: ({ signal }) => call('readConnection', { signal }),
    initialData: initial,
    initialDataUpdatedAt: Date.parse(initial.at),
    refetchInterval: EVERY_MS,
    // That the console is not to be reached is told, instead of waiting without a word.
    networkMode: 'always',
  })
}

/** Asks the engine once; what came of it shows in the connection, too. */
export function useConnectionTest() {
  const client = useQueryClient()
  return useMutation<ConnectionTest, Problem>({
    mutationFn: () => call('testConnection'),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
    networkMode: 'always',
  })
}
