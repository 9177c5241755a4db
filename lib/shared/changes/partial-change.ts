import type { Entry, KeyChange } from '../metadata/entry'
import { appliedKeys, type Change, type KeyResult } from './change'
import { applyChanges, invertChanges, valuesByKey } from './diff'
import { type DraftRow, rowStatus, toRows } from './draft'
import { rebase } from './rebase'

type ChangeResults = Pick<Change, 'changes' | 'results'>

/** What a partial change did not write and the room still lacks. */
export function remainingChanges(
  { changes, results }: ChangeResults,
  entries: readonly Entry[],
): KeyChange[] {
  const room = valuesByKey(entries)
  const applied = appliedKeys(results)
  return changes.flatMap(({ key, to }) => {
    const from = room.get(key) ?? null
    return applied.has(key) || from === to ? [] : [{ key, from, to }]
  })
}

/** Whether a partial change is still as it was saved: neither completed nor rolled back. */
export function isUnresolvedPartial(change: ChangeResults, entries: readonly Entry[]): boolean {
  const room = valuesByKey(entries)
  const applied = appliedKeys(change.results)
  const isUntouched = change.changes.every(
    ({ key, to }) => !applied.has(key) || (room.get(key) ?? null) === to,
  )
  return isUntouched && remainingChanges(change, entries).length > 0
}

/** Applied keys that others had changed again by the time the room was read back. */
export function listOverwritten({ changes, results }: ChangeResults): KeyResult[] {
  const wanted = new Map(changes.map(({ key, to }) => [key, to]))
  return results.filter(
    ({ key, result, found }) => result === 'applied' && found !== wanted.get(key),
  )
}

/** The changes that undo what was applied. */
export function inverseOfApplied({ changes, results }: ChangeResults): KeyChange[] {
  const applied = appliedKeys(results)
  return invertChanges(changes.filter(({ key }) => applied.has(key)))
}

/** Adds changes to a draft as if they had been typed; edited rows stay as they are. */
export function addChangesToDraft(
  rows: readonly DraftRow[],
  changes: readonly KeyChange[],
): DraftRow[] {
  const steps = new Map(changes.map(({ key, to }) => [key, to]))
  const taken = new Set(rows.flatMap(({ was, key }) => (was ? [was.key, key] : [key])))
  const next = rows.map((row) => {
    const to = row.was && rowStatus(row) === 'unchanged' ? steps.get(row.was.key) : undefined
    if (to === undefined) return row
    return to === null ? { ...row, removed: true } : { ...row, value: to }
  })
  const added = changes.flatMap(({ key, to }) =>
    to === null || taken.has(key) ? [] : [{ key, value: to, was: null, removed: false }],
  )
  return [...next, ...added]
}

/** Discards the edits of these keys. */
export function removeKeysFromDraft(
  rows: readonly DraftRow[],
  keys: ReadonlySet<string>,
): DraftRow[] {
  return rows.flatMap((row) => {
    if (!keys.has(row.was?.key ?? row.key)) return [row]
    return row.was ? [{ ...row.was, was: row.was, removed: false }] : []
  })
}

/**
 * The draft that was sent as `changes`, rebased onto the current room: keys that others changed
 * meanwhile are conflicts, and keys that were applied are no longer edits.
 */
export function rebaseChanges(
  entries: readonly Entry[],
  changes: readonly KeyChange[],
): DraftRow[] {
  const seen = applyChanges(
    entries,
    changes.map(({ key, from }) => ({ key, from: null, to: from })),
  )
  const { rows, added } = rebase(addChangesToDraft(toRows(seen), changes), entries)
  return [...rows.flatMap((row) => (row ? [row] : [])), ...added]
}
