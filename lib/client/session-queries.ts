import { useQuery } from '@tanstack/react-query'
import type { Problem } from '@/lib/shared/problem'
import { call, type Reply } from './api'

/** The sessions of whoever sits here. */
export function useSessions() {
  return useQuery<Reply<'listSessions'>, Problem>({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => call('listSessions', { signal }),
    networkMode: 'always',
  })
}
