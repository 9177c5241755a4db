import { diffEntries } from '@/lib/shared/changes/diff'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { findConflicts } from '@/lib/shared/changes/rebase'
import type { Entry } from '@/lib/shared/metadata/entry'

/** Keys that others changed since the last read, by their effect on the draft. */
type RemoteChanges = {
  /** Changed or added. The draft does not touch these keys. */
  changed: string[]
  deleted: string[]
  /** The draft touches these keys too. */
  conflicts: string[]
}

/**
 * Finds the changes that others made between two reads of a room. The user's own save does not
 * count: its rows already start from the saved values before the room is read again.
 */
export function findRemoteChanges(
  rows: readonly DraftRow[],
  before: readonly Entry[],
  now: readonly Entry[],
): RemoteChanges {
  const loadedValues = new Map(
    rows.flatMap(({ base }) => (base ? [[base.key, base.value] as const] : [])),
  )
  const conflicts = new Set(
    findConflicts(rows, now).flatMap((conflict) => (conflict ? [conflict.key] : [])),
  )
  const remote: RemoteChanges = { changed: [], deleted: [], conflicts: [] }
  for (const { key, to } of diffEntries(before, now)) {
    if ((loadedValues.get(key) ?? null) === to) continue
    if (conflicts.has(key)) remote.conflicts.push(key)
    else if (to === null) remote.deleted.push(key)
    else remote.changed.push(key)
  }
  return remote
}
