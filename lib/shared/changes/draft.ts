import { byKey, type Entry, type KeyChange } from '../metadata/entry'
import type { Renames } from './change-lines'
import { diffEntries } from './diff'

/**
 * One row of the editor. `was` is the entry it was loaded from, null for a new row; a removed row stays, folded,
 * until the save, so that its undo can stay too.
 */
export type DraftRow = { key: string; value: string; was: Entry | null; removed: boolean }
export type Draft = { rows: DraftRow[] }

export type RowStatus = 'unchanged' | 'changed' | 'new' | 'removed'

/** The rows of a freshly read room, in the order in which entries are shown. */
export function rowsOf(entries: readonly Entry[]): DraftRow[] {
  return [...entries].sort(byKey).map((was) => ({ ...was, was, removed: false }))
}

export function statusOf({ key, value, was, removed }: DraftRow): RowStatus {
  if (removed) return 'removed'
  if (!was) return 'new'
  return key === was.key && value === was.value ? 'unchanged' : 'changed'
}

/** A new row in which nothing was typed: it is not sent, asked about, or counted. */
export const isBlank = (row: DraftRow) => !row.was && row.key === '' && row.value === ''

/** What the room would hold after this draft. */
export function entriesOf(rows: readonly DraftRow[]): Entry[] {
  return rows
    .filter((row) => !row.removed && !isBlank(row))
    .map(({ key, value }) => ({ key, value }))
}

/** The draft as key changes, `from` being what the operator saw. */
export function changesOf(rows: readonly DraftRow[]): KeyChange[] {
  return diffEntries(loadedEntries(rows), entriesOf(rows))
}

/** Which loaded key carries which new name, for the review. */
export function renamesOf(rows: readonly DraftRow[]): Renames {
  const renamed = rows.filter((row) => row.was && !row.removed && row.was.key !== row.key)
  return new Map(renamed.map((row) => [row.was?.key ?? row.key, row.key]))
}

/** Positions of rows whose key another living row has too. */
export function duplicateRows(rows: readonly DraftRow[]): number[] {
  const positions = new Map<string, number[]>()
  rows.forEach((row, at) => {
    if (row.removed || row.key === '') return
    positions.set(row.key, [...(positions.get(row.key) ?? []), at])
  })
  return [...positions.values()].filter((same) => same.length > 1).flat()
}

/** What the draft was loaded from. */
export const loadedEntries = (rows: readonly DraftRow[]) =>
  rows.flatMap(({ was }) => (was ? [was] : []))
