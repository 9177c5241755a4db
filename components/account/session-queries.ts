import { useQuery } from '@tanstack/react-query'
import { call, type Reply } from '@/lib/client/api/api'
import type { Problem } from '@/lib/shared/api/problem'

/** The sessions of whoever sits here. */
export function useSessions() {
  return useQuery<Reply<'listSessions'>, Problem>({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => call('listSessions', { signal }),
    networkMode: 'always',
  })
}
