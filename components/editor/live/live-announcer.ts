import type { useTranslations } from 'next-intl'
import { announce } from '@/lib/client/browser/announce'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'
import { findRemoteChanges } from './remote-changes'

/** An app with a counter writes every few seconds; its changes are announced once per pause. */
const PAUSE_MS = 15_000

let pending: { keys: Set<string>; format: (keys: string) => string } | null = null

/**
 * Announces what changed between two reads. Conflicts with the draft are always announced; other
 * changes at most once per pause.
 */
export function announceRemoteChanges(
  t: ReturnType<typeof useTranslations<'live'>>,
  rows: readonly DraftRow[],
  before: readonly Entry[],
  now: readonly Entry[],
): void {
  const { changed, deleted, conflicts } = findRemoteChanges(rows, before, now)
  announceKeys([...changed, ...deleted], (keys) => t('announceChanges', { keys }))
  if (conflicts.length > 0) announce(t('announceConflict', { keys: conflicts.join(', ') }))
}

/** Announces changed keys at once, then collects further keys and announces them after a pause. */
export function announceKeys(keys: readonly string[], format: (keys: string) => string): void {
  if (keys.length === 0) return
  if (pending) {
    for (const key of keys) pending.keys.add(key)
    pending.format = format
    return
  }
  announce(format(keys.join(', ')))
  pending = { keys: new Set(), format }
  setTimeout(() => {
    const collected = pending
    pending = null
    if (collected) announceKeys([...collected.keys], collected.format)
  }, PAUSE_MS)
}
