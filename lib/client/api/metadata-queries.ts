import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { Metadata, SaveInput } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import { call } from './api'

export const metadataKey = (slug: string) => ['metadata', slug] as const

/** A room's entries; the page's own read is the first answer, so that nothing is fetched twice. */
export function useMetadata(slug: string, initial: Metadata) {
  return useQuery<Metadata, Problem>({
    queryKey: metadataKey(slug),
    queryFn: ({ signal }) => call('readMetadata', { path: { slug }, signal }),
    initialData: initial,
    initialDataUpdatedAt: Date.parse(initial.readAt),
    structuralSharing: (shown, come) =>
      isMetadata(shown) && isMetadata(come) ? newest(shown, come) : come,
    networkMode: 'always',
  })
}

/**
 * Reads the room for this page alone, for whoever asks "how is it right now?". Resolves when the answer shows, with
 * whether it is one: without it the page goes on showing what was read before.
 */
export async function readNow(client: QueryClient, slug: string): Promise<boolean> {
  const queryKey = metadataKey(slug)
  try {
    const read = await call('readMetadata', { path: { slug }, query: { fresh: '1' } })
    await client.cancelQueries({ queryKey })
    client.setQueryData(queryKey, read)
  } catch {
    // The query itself keeps what went wrong.
    await client.refetchQueries({ queryKey })
  }
  const { data, error } = client.getQueryState<Metadata>(queryKey) ?? {}
  return error === null && data?.stale === null
}

/** Of two replies the entries that were read later; which saves are under way, or how the engine is, the newest tells. */
export function newest(shown: Metadata, come: Metadata): Metadata {
  if (Date.parse(come.readAt) >= Date.parse(shown.readAt)) return come
  return { ...come, entries: shown.entries, readAt: shown.readAt }
}

/** One save as it was confirmed: sent again with the same key it is still the same save. */
export type Sent = Pick<SaveInput, 'changes' | 'restores'> & {
  note: string
  idempotencyKey: string
}

/** Sends a save once. It is no mutation of the query library: the flow of a save keeps its own, finer state. */
export function sendSave(slug: string, { note, idempotencyKey, ...body }: Sent) {
  return call('saveMetadata', {
    path: { slug },
    body: note === '' ? body : { ...body, note },
    idempotencyKey,
  })
}

export const changeKey = ['change'] as const

/** Any error as a problem of ours; one that is none is a fault of this console. */
export function problemFrom(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('console.failed', { cause: error })
}

function isMetadata(data: unknown): data is Metadata {
  return typeof data === 'object' && data !== null && 'readAt' in data && 'entries' in data
}
