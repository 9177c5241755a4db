import type { Entry, KeyChange } from '../metadata/entry'
import type { Change, KeyResult } from './change'
import { applyChanges, invertChanges, valuesByKey } from './diff'
import { type DraftRow, statusOf } from './draft'
import { draftOf, rebase } from './rebase'

type Told = Pick<Change, 'changes' | 'results'>

/** Of a change that got in only in part: what is not in and not there by now either. */
export function restOf({ changes, results }: Told, entries: readonly Entry[]): KeyChange[] {
  const room = valuesByKey(entries)
  const applied = appliedKeys(results)
  return changes.flatMap(({ key, to }) => {
    const from = room.get(key) ?? null
    return applied.has(key) || from === to ? [] : [{ key, from, to }]
  })
}

/** Whether a change that got in only in part still stands as it did: nobody has finished it or put it back. */
export function isPartly(change: Told, entries: readonly Entry[]): boolean {
  const room = valuesByKey(entries)
  const applied = appliedKeys(change.results)
  const stands = change.changes.every(
    ({ key, to }) => !applied.has(key) || (room.get(key) ?? null) === to,
  )
  return stands && restOf(change, entries).length > 0
}

/** Keys that stood otherwise when the room was read back after the change had got in: others wrote after it. */
export function changedSince({ changes, results }: Told): KeyResult[] {
  const wanted = new Map(changes.map(({ key, to }) => [key, to]))
  return results.filter(
    ({ key, result, found }) => result === 'applied' && found !== wanted.get(key),
  )
}

/** The way back from what is in. */
export function wayBackFrom({ changes, results }: Told): KeyChange[] {
  const applied = appliedKeys(results)
  return invertChanges(changes.filter(({ key }) => applied.has(key)))
}

/** A draft with more changes in it, as if somebody had typed them, too; rows that somebody touched stay as they are. */
export function draftWith(rows: readonly DraftRow[], changes: readonly KeyChange[]): DraftRow[] {
  const steps = new Map(changes.map(({ key, to }) => [key, to]))
  const held = new Set(rows.flatMap(({ was, key }) => (was ? [was.key, key] : [key])))
  const next = rows.map((row) => {
    const to = row.was && statusOf(row) === 'unchanged' ? steps.get(row.was.key) : undefined
    if (to === undefined) return row
    return to === null ? { ...row, removed: true } : { ...row, value: to }
  })
  const fresh = changes.flatMap(({ key, to }) =>
    to === null || held.has(key) ? [] : [{ key, value: to, was: null, removed: false }],
  )
  return [...next, ...fresh]
}

/** A draft without what it did to these keys. */
export function draftWithout(rows: readonly DraftRow[], keys: ReadonlySet<string>): DraftRow[] {
  return rows.flatMap((row) => {
    if (!keys.has(row.was?.key ?? row.key)) return [row]
    return row.was ? [{ ...row.was, was: row.was, removed: false }] : []
  })
}

/**
 * The draft that was sent as `changes`, over the room as it is now: what others made of its keys meanwhile is a
 * conflict, and what has got in is no draft any more.
 */
export function resumed(entries: readonly Entry[], changes: readonly KeyChange[]): DraftRow[] {
  const seen = applyChanges(
    entries,
    changes.map(({ key, from }) => ({ key, from: null, to: from })),
  )
  const { rows, added } = rebase(draftOf(seen, changes), entries)
  return [...rows.flatMap((row) => (row ? [row] : [])), ...added]
}

function appliedKeys(results: Told['results']): Set<string> {
  return new Set(results.flatMap(({ key, result }) => (result === 'applied' ? [key] : [])))
}
