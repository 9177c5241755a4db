import { skipToken, useQuery } from '@tanstack/react-query'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { call } from './api'
import { changeKey, type Sent } from './metadata-queries'

/** A save of one's own is waited for; others' are told by a nudge, and asked for now and then. */
const POLL_MS = { own: 1_000, others: 5_000 }

/** What became of a change, asked until it is known. */
export function useChange(id: string | null, whose: keyof typeof POLL_MS) {
  const query = useQuery({
    queryKey: [...changeKey, id],
    queryFn: id ? ({ signal }) => call('readChange', { path: { id }, signal }) : skipToken,
    refetchInterval: ({ state }) => (state.data?.change.settledAt ? false : POLL_MS[whose]),
    refetchIntervalInBackground: true,
    networkMode: 'always',
  })
  return query.data?.change ?? null
}

/** What became of a save whose answer got lost, asked by its own key, which saves nothing. */
export function useLostSave(slug: string, sent: Sent | null) {
  return useQuery<{ change: Change }, Problem>({
    queryKey: ['save', sent?.idempotencyKey],
    queryFn: sent
      ? ({ signal }) => call('readSave', { path: { slug, id: sent.idempotencyKey }, signal })
      : skipToken,
    refetchInterval: POLL_MS.own,
    networkMode: 'always',
    gcTime: 0,
  })
}
