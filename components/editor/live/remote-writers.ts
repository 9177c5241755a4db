import type { QueryClient } from '@tanstack/react-query'
import { changeQueries } from '@/lib/client/api/save-queries'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Change } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import { findLastWriter, type LastWriter } from '@/lib/shared/changes/last-writer'

/** Message arguments for who wrote a value; `me` is the current user, in another window. */
export type Writer = { who: 'me' | 'other' | 'app' | 'unknown'; name: string }

export function toWriter(writer: LastWriter | null, userId: string | undefined): Writer {
  if (!writer) return { who: 'unknown', name: '' }
  const { by } = writer
  return by ? { who: by.id === userId ? 'me' : 'other', name: by.name } : { who: 'app', name: '' }
}

export type FindWriters = (keys: readonly string[]) => Promise<ReadonlyMap<string, Writer>>

/** Looks up in the history who wrote what the room now has at these keys. */
export async function findWriters(
  client: QueryClient,
  slug: string,
  { entries, pending }: Pick<Metadata, 'entries' | 'pending'>,
  keys: readonly string[],
  userId: string | undefined,
): Promise<ReadonlyMap<string, Writer>> {
  const { changes } = await client.fetchQuery(changeQueries.newest(slug, entries))
  const values = valuesByKey(entries)
  return new Map(
    keys.map((key) => {
      const value = values.get(key) ?? null
      const writer = findPendingWriter(pending, key, value) ?? findLastWriter(changes, key, value)
      return [key, toWriter(writer, userId)]
    }),
  )
}

/** A save that still runs has no results yet, but the room may have its values. */
function findPendingWriter(
  pending: Change | null,
  key: string,
  value: string | null,
): LastWriter | null {
  const keyChange = pending?.changes.find((change) => change.key === key)
  return pending && keyChange?.to === value ? { by: pending.by } : null
}
