import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Metadata } from '@/lib/shared/api/contract'
import { call } from './api-client'

/** The entries of a room. */
export const metadataQuery = (slug: string) =>
  queryOptions({
    queryKey: ['metadata', slug],
    queryFn: ({ signal }) => call('readMetadata', { path: { slug }, signal }),
    structuralSharing: (shown, received) =>
      isMetadata(shown) && isMetadata(received) ? newestMetadata(shown, received) : received,
  })

/**
 * Reads the room from the Live service, past the server's cache. Resolves to true when the page
 * shows that read, and to false when it still shows an earlier one.
 */
export async function refreshMetadata(client: QueryClient, slug: string): Promise<boolean> {
  const { queryKey } = metadataQuery(slug)
  try {
    const read = await call('readMetadata', { path: { slug }, query: { fresh: '1' } })
    await client.cancelQueries({ queryKey })
    client.setQueryData(queryKey, read)
  } catch {
    // The query records the problem itself.
    await client.refetchQueries({ queryKey })
  }
  const { data, error } = client.getQueryState(queryKey) ?? {}
  return error === null && data?.stale === null
}

/**
 * Responses can arrive out of order. Takes the entries of the later read, and everything else from
 * the response that arrived last.
 */
export function newestMetadata(shown: Metadata, received: Metadata): Metadata {
  if (Date.parse(received.readAt) >= Date.parse(shown.readAt)) return received
  return { ...received, entries: shown.entries, readAt: shown.readAt }
}

function isMetadata(data: unknown): data is Metadata {
  return typeof data === 'object' && data !== null && 'readAt' in data && 'entries' in data
}
