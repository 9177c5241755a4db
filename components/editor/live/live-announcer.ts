import { announce } from '@/lib/client/browser/announce'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'
import { findRemoteChanges } from './remote-changes'
import type { FindWriters, Writer } from './remote-writers'

/** An app with a counter writes every few seconds; its changes are announced once per pause. */
const PAUSE_MS = 15_000

/** Translates the messages of the namespace `live`. */
type Translate = (
  key: 'announceChanges' | 'announceConflict',
  values: Record<string, string>,
) => string

let pending: { keys: Set<string>; format: (keys: string) => string } | null = null

/** The draft at a read of the room, and what the room had before and has now. */
type Reads = { rows: readonly DraftRow[]; before: readonly Entry[]; entries: readonly Entry[] }

/**
 * Announces changes that were not made in this window. Conflicts with the draft and changes of the
 * user's other windows are always announced, those of others at most once per pause.
 */
export async function announceRemoteChanges(
  t: Translate,
  { rows, before, entries }: Reads,
  findWriters: FindWriters,
): Promise<void> {
  const { changed, deleted, conflicts } = findRemoteChanges(rows, before, entries)
  const keys = [...changed, ...deleted]
  const writers = keys.length > 0 ? await findWriters(keys) : new Map<string, Writer>()
  const writtenBy = (...people: Writer['who'][]) =>
    keys.filter((key) => people.includes(writers.get(key)?.who ?? 'unknown'))
  for (const who of ['me', 'unknown'] as const) {
    const written = writtenBy(who)
    if (written.length > 0) announce(t('announceChanges', { who, keys: written.join(', ') }))
  }
  announceKeys(writtenBy('other', 'app'), (others) =>
    t('announceChanges', { who: 'other', keys: others }),
  )
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
