import type { Entry, KeyChange } from '../metadata/entry'
import type { Change } from './change'
import { valuesByKey } from './diff'
import { type DraftRow, getRowStatus, toRoomKey } from './draft'
import { inverseOfApplied, rebaseChanges } from './partial-change'

/** The room with what a change wrote taken back. Keys that others wrote since are conflicts. */
export const toUndoRows = (change: Change, entries: readonly Entry[]): DraftRow[] =>
  rebaseChanges(entries, inverseOfApplied(change))

/** Whether the room still has everything that a change wrote, so that undoing it meets no one else's. */
export function isUndoable(change: Change, entries: readonly Entry[]): boolean {
  const values = valuesByKey(entries)
  const inverse = inverseOfApplied(change)
  return inverse.length > 0 && inverse.every(({ key, from }) => (values.get(key) ?? null) === from)
}

/**
 * Adds the key changes of an undo that has conflicts to a draft. What was typed stays, also for the
 * same key.
 */
export function addUndoToDraft(
  rows: readonly DraftRow[],
  changes: readonly KeyChange[],
  entries: readonly Entry[],
): DraftRow[] {
  const undone = new Map(
    rebaseChanges(entries, changes)
      .filter((row) => getRowStatus(row) !== 'unchanged')
      .map((row) => [toRoomKey(row), row]),
  )
  const shownKeys = new Set(rows.flatMap(({ base, key }) => (base ? [base.key, key] : [key])))
  const next = rows.map((row) =>
    getRowStatus(row) === 'unchanged' ? (undone.get(toRoomKey(row)) ?? row) : row,
  )
  return [...next, ...[...undone].flatMap(([key, row]) => (shownKeys.has(key) ? [] : [row]))]
}
