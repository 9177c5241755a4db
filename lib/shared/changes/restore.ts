import type { Entry, KeyChange } from '../metadata/entry'
import type { Change } from './change'
import { diffEntries, valuesByKey } from './diff'
import { inverseOfApplied } from './partial-change'

/**
 * `before` undoes a change, `after` returns the room to its state after it, `finish` writes what it
 * left out.
 */
export const restoreAims = ['before', 'after', 'finish'] as const
export type RestoreAim = (typeof restoreAims)[number]

/**
 * Why there is nothing to restore. `unsettled`: its outcome is not known yet · `nothing-applied`:
 * none of it was applied · `not-read-back`: the room was not read back after it · `unchanged`: the
 * room already has these values.
 */
export type RestoreRefusal = 'unsettled' | 'nothing-applied' | 'not-read-back' | 'unchanged'

type RestorePlan = { changes: KeyChange[] } | { refusal: RestoreRefusal }

/**
 * The key changes of a restore. `from` is the value that the change left, so a key that was changed
 * again since shows as a conflict.
 */
export function planRestore(
  change: Change,
  /** The whole room as read back after the change. */
  entriesAfter: readonly Entry[] | null,
  aim: RestoreAim,
  currentEntries: readonly Entry[],
): RestorePlan {
  if (change.settledAt === null) return { refusal: 'unsettled' }
  if (aim === 'after' && entriesAfter === null) return { refusal: 'not-read-back' }
  const changes =
    aim === 'after' ? diffEntries(currentEntries, entriesAfter ?? []) : changesForAim(change, aim)
  if (aim === 'before' && changes.length === 0) return { refusal: 'nothing-applied' }
  const values = valuesByKey(currentEntries)
  const restoreChanges = changes.filter(({ key, to }) => (values.get(key) ?? null) !== to)
  return restoreChanges.length > 0 ? { changes: restoreChanges } : { refusal: 'unchanged' }
}

function changesForAim(change: Change, aim: 'before' | 'finish'): KeyChange[] {
  const inverse = inverseOfApplied(change)
  if (aim === 'before') return inverse
  const appliedKeys = new Set(inverse.map(({ key }) => key))
  return change.changes.filter(({ key }) => !appliedKeys.has(key))
}
