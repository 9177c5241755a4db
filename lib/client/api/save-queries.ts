import { keepPreviousData, queryOptions, skipToken, useQuery } from '@tanstack/react-query'
import type { SaveInput } from '@/lib/shared/api/contract'
import type { Entry } from '@/lib/shared/metadata/entry'
import { call } from './api-client'

/**
 * Slow for other people's saves, because invalidation events report their end; the first ones decide
 * whether such a save is mentioned at all.
 */
const POLL_MS = { own: 1_000, unconfirmed: 1_500, others: 5_000 }

export const changeQueryKey = ['change'] as const
export const newestChangesKey = (slug: string) => ['newest-changes', slug] as const

/**
 * One confirmed save. Sending it again with the same idempotency key does not save twice. `isUndo`:
 * it undoes the change `restores` and has nothing of the draft.
 */
export type SaveRequest = Pick<
  SaveInput,
  'changes' | 'restores' | 'overwrite' | 'acknowledged' | 'preset'
> & {
  note: string
  idempotencyKey: string
  isUndo?: true
}

/** Sends a save once. Not a mutation of TanStack Query: the save machine has more states than that. */
export function sendSave(slug: string, { note, idempotencyKey, isUndo: _, ...body }: SaveRequest) {
  return call('saveMetadata', {
    path: { slug },
    body: note === '' ? body : { ...body, note },
    idempotencyKey,
  })
}

export const changeQueries = {
  /** A change, polled until it is settled. */
  detail: (id: string | null, author: keyof typeof POLL_MS) =>
    queryOptions({
      queryKey: [...changeQueryKey, id],
      queryFn: id ? ({ signal }) => call('readChange', { path: { id }, signal }) : skipToken,
      refetchInterval: ({ state }) => (state.data?.change.settledAt ? false : POLL_MS[author]),
      refetchIntervalInBackground: true,
    }),
  /** The change of a save, found by its idempotency key. Saves nothing. */
  bySave: (slug: string, save: SaveRequest | null) =>
    queryOptions({
      queryKey: ['save', save?.idempotencyKey],
      queryFn: save
        ? ({ signal }) => call('readSave', { path: { slug, id: save.idempotencyKey }, signal })
        : skipToken,
      refetchInterval: POLL_MS.own,
      gcTime: 0,
    }),
  /**
   * The newest changes of a room, read again when its entries change. The room may have the values
   * of a change before the history has it.
   */
  newest: (slug: string, entries: readonly Entry[]) =>
    queryOptions({
      queryKey: [...newestChangesKey(slug), entries],
      queryFn: ({ signal }) => call('listRoomChanges', { path: { slug }, signal }),
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
}

/** A change, polled until it is settled; null while it is not known. `answeredAt` is in epoch ms. */
export function useChange(id: string | null, author: keyof typeof POLL_MS) {
  const { data, dataUpdatedAt } = useQuery(changeQueries.detail(id, author))
  return { change: data?.change ?? null, answeredAt: dataUpdatedAt }
}

/** What a save that is being sent is doing; undefined while that is not known. */
export function useSaveStep(slug: string, save: SaveRequest | null) {
  return useQuery({ ...changeQueries.bySave(slug, save), queryKey: ['step', save?.idempotencyKey] })
    .data?.step
}

/** Looks up a save after its response was lost. */
export const useSaveLookup = (slug: string, save: SaveRequest | null) =>
  useQuery(changeQueries.bySave(slug, save))
