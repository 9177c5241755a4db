import { skipToken, useQuery } from '@tanstack/react-query'
import type { SaveInput } from '@/lib/shared/api/contract'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { call } from './api-client'

/** Slow for other people's saves, because invalidation events report their end. */
const POLL_MS = { own: 1_000, others: 5_000 }

export const changeQueryKey = ['change'] as const

/** One confirmed save. Sending it again with the same idempotency key does not save twice. */
export type SaveRequest = Pick<SaveInput, 'changes' | 'restores'> & {
  note: string
  idempotencyKey: string
}

/** Sends a save once. Not a mutation of TanStack Query: the save flow keeps more detailed state. */
export function sendSave(slug: string, { note, idempotencyKey, ...body }: SaveRequest) {
  return call('saveMetadata', {
    path: { slug },
    body: note === '' ? body : { ...body, note },
    idempotencyKey,
  })
}

/** A change, polled until it is settled; null while it is not known. */
export function useChange(id: string | null, author: keyof typeof POLL_MS) {
  const query = useQuery({
    queryKey: [...changeQueryKey, id],
    queryFn: id ? ({ signal }) => call('readChange', { path: { id }, signal }) : skipToken,
    refetchInterval: ({ state }) => (state.data?.change.settledAt ? false : POLL_MS[author]),
    refetchIntervalInBackground: true,
    networkMode: 'always',
  })
  return query.data?.change ?? null
}

/** Looks up a save by its idempotency key after its response was lost. Saves nothing. */
export function useSaveLookup(slug: string, save: SaveRequest | null) {
  return useQuery<{ change: Change }, Problem>({
    queryKey: ['save', save?.idempotencyKey],
    queryFn: save
      ? ({ signal }) => call('readSave', { path: { slug, id: save.idempotencyKey }, signal })
      : skipToken,
    refetchInterval: POLL_MS.own,
    networkMode: 'always',
    gcTime: 0,
  })
}
