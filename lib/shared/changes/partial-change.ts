import type { Entry, KeyChange } from '../metadata/entry'
import { getAppliedKeys } from './applied-keys'
import type { Change, KeyResult } from './change'
import { applyChanges, invertChanges, valuesByKey } from './diff'
import { type DraftRow, getRowStatus, toRows } from './draft'
import { rebase } from './rebase'

type ChangeResults = Pick<Change, 'changes' | 'results'>

/** What a partial change did not write and the room still lacks. */
export function findRemainingChanges(
  { changes, results }: ChangeResults,
  entries: readonly Entry[],
): KeyChange[] {
  const roomValues = valuesByKey(entries)
  const appliedKeys = getAppliedKeys(results)
  return changes.flatMap(({ key, to }) => {
    const from = roomValues.get(key) ?? null
    return appliedKeys.has(key) || from === to ? [] : [{ key, from, to }]
  })
}

/** Whether a draft is what a partial change left out, contains it, or lacks some of it. */
export function compareWithRest(
  draft: readonly KeyChange[],
  rest: readonly KeyChange[],
): 'same' | 'more' | 'less' {
  const drafted = new Map(draft.map(({ key, to }) => [key, to]))
  if (!rest.every(({ key, to }) => drafted.get(key) === to)) return 'less'
  return draft.length === rest.length ? 'same' : 'more'
}

/** Whether a partial change is still as it was saved: neither completed nor rolled back. */
export function isUnresolvedPartial(change: ChangeResults, entries: readonly Entry[]): boolean {
  const roomValues = valuesByKey(entries)
  const appliedKeys = getAppliedKeys(change.results)
  const isUntouched = change.changes.every(
    ({ key, to }) => !appliedKeys.has(key) || (roomValues.get(key) ?? null) === to,
  )
  return isUntouched && findRemainingChanges(change, entries).length > 0
}

/** Results of applied keys that others had changed again when the room was read back. */
export function listOverwritten({ changes, results }: ChangeResults): KeyResult[] {
  const newValues = new Map(changes.map(({ key, to }) => [key, to]))
  return results.filter(
    ({ key, result, found }) => result === 'applied' && found !== newValues.get(key),
  )
}

/** The changes that undo what was applied. */
export function inverseOfApplied({ changes, results }: ChangeResults): KeyChange[] {
  const appliedKeys = getAppliedKeys(results)
  return invertChanges(changes.filter(({ key }) => appliedKeys.has(key)))
}

/** Adds changes to a draft as if they had been typed; edited rows stay as they are. */
export function addChangesToDraft(
  rows: readonly DraftRow[],
  changes: readonly KeyChange[],
): DraftRow[] {
  const newValues = new Map(changes.map(({ key, to }) => [key, to]))
  const usedKeys = new Set(rows.flatMap(({ base, key }) => (base ? [base.key, key] : [key])))
  const next = rows.map((row) => {
    const to =
      row.base && getRowStatus(row) === 'unchanged' ? newValues.get(row.base.key) : undefined
    if (to === undefined) return row
    return to === null ? { ...row, removed: true } : { ...row, value: to }
  })
  const added = changes.flatMap(({ key, to }) =>
    to === null || usedKeys.has(key) ? [] : [{ key, value: to, base: null, removed: false }],
  )
  return [...next, ...added]
}

/** Discards the edits of these keys. */
export function removeKeysFromDraft(
  rows: readonly DraftRow[],
  keys: ReadonlySet<string>,
): DraftRow[] {
  return rows.flatMap((row) => {
    if (!keys.has(row.base?.key ?? row.key)) return [row]
    return row.base ? [{ ...row.base, base: row.base, removed: false }] : []
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
  const baseEntries = applyChanges(
    entries,
    changes.map(({ key, from }) => ({ key, from: null, to: from })),
  )
  const { rows, added } = rebase(addChangesToDraft(toRows(baseEntries), changes), entries)
  return [...rows.flatMap((row) => (row ? [row] : [])), ...added]
}
