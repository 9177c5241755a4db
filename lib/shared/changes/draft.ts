import { byKey, type Entry, type KeyChange } from '../metadata/entry'
import type { Renames } from './change-lines'
import { diffEntries } from './diff'

/**
 * One row of the editor. `base` is the entry that its edits are based on, null for a new row. A
 * removed row stays until the save, so that it can be restored. `overwrite`: its save replaces
 * whatever the room holds by then, so it has no conflicts.
 */
export type DraftRow = {
  key: string
  value: string
  base: Entry | null
  removed: boolean
  overwrite?: true
}
export type Draft = { rows: DraftRow[] }

export type RowStatus = 'unchanged' | 'changed' | 'new' | 'removed'

/** Rows of a room that was just read, in display order. */
export function toRows(entries: readonly Entry[]): DraftRow[] {
  return [...entries].sort(byKey).map((base) => ({ ...base, base, removed: false }))
}

export function getRowStatus({ key, value, base, removed }: DraftRow): RowStatus {
  if (removed) return 'removed'
  if (!base) return 'new'
  return key === base.key && value === base.value ? 'unchanged' : 'changed'
}

/** A new row without text: it is neither sent nor counted. */
export const isEmptyRow = (row: DraftRow) => !row.base && row.key === '' && row.value === ''

/** The entries of the room after this draft. */
export function toEntries(rows: readonly DraftRow[]): Entry[] {
  return rows
    .filter((row) => !row.removed && !isEmptyRow(row))
    .map(({ key, value }) => ({ key, value }))
}

/** The draft as key changes; `from` is what the operator saw. */
export function toKeyChanges(rows: readonly DraftRow[]): KeyChange[] {
  return diffEntries(toBaseEntries(rows), toEntries(rows))
}

/** The key that others may change under a row. */
export const toRoomKey = ({ base, key }: DraftRow) => base?.key ?? key

/** The keys of these changes that are written whatever the room holds. */
export function toOverwrittenKeys(
  rows: readonly DraftRow[],
  changes: readonly KeyChange[],
): string[] {
  const keys = new Set(rows.flatMap((row) => (row.overwrite ? [toRoomKey(row)] : [])))
  return changes.flatMap(({ key }) => (keys.has(key) ? [key] : []))
}

/** Base key to new key, for the review. */
export function toRenames(rows: readonly DraftRow[]): Renames {
  const renamed = rows.filter((row) => row.base && !row.removed && row.base.key !== row.key)
  return new Map(renamed.map((row) => [row.base?.key ?? row.key, row.key]))
}

/** Indexes of rows that share their key with another row that is not removed. */
export function findDuplicateRows(rows: readonly DraftRow[]): number[] {
  const positions = new Map<string, number[]>()
  rows.forEach((row, index) => {
    if (row.removed || row.key === '') return
    positions.set(row.key, [...(positions.get(row.key) ?? []), index])
  })
  return [...positions.values()].filter((same) => same.length > 1).flat()
}

/** The entries that the draft is based on. */
export const toBaseEntries = (rows: readonly DraftRow[]) =>
  rows.flatMap(({ base }) => (base ? [base] : []))
