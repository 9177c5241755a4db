import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { KeyLastChange, Metadata } from '@/lib/shared/api/contract'
import type { CachedEntries } from '../directory/metadata-cache'

/**
 * Entries that are up to date, of a room without open changes. The same frozen object for all who
 * share a read and find the same last changes, so that it is serialised once.
 */
export function toUsualMetadata(read: CachedEntries, lastChanges: KeyLastChange[]): Metadata {
  const known = usualMetadata.get(read)
  if (known && isDeepStrictEqual(known.lastChanges, lastChanges)) return known
  const metadata = Object.freeze({
    ...read,
    stale: null,
    pending: null,
    unfinished: null,
    lastChanges,
  })
  usualMetadata.set(read, metadata)
  return metadata
}
const usualMetadata = new WeakMap<CachedEntries, Metadata>()
