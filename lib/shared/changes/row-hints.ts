import type { Entry } from '../metadata/entry'
import { findSimilarKeys } from '../metadata/similar-keys'
import { valuesByKey } from './diff'
import { type DraftRow, findDuplicateRows, getRowStatus } from './draft'
import { type Conflict, findConflicts } from './rebase'

/** What the other rows of a draft and the room say about a row. */
export type RowHints = {
  /** Another row has the same key. */
  isDuplicate: boolean
  /** Another key that may be taken for this one; null without one. */
  similarKey: string | null
  /** What others made of the entry, if the row does not show it; null if it does. */
  remote: { conflict: Conflict; isEdited: boolean } | null
}

export const NO_HINTS: RowHints = { isDuplicate: false, similarKey: null, remote: null }

/** The hints of all rows, by index. A row that is removed is similar to none. */
export function findRowHints(rows: readonly DraftRow[], entries: readonly Entry[]): RowHints[] {
  const duplicates = new Set(findDuplicateRows(rows))
  const similarKeys = findSimilarKeys(rows.map(({ key, removed }) => (removed ? '' : key)))
  const conflicts = findConflicts(rows, entries)
  const roomValues = valuesByKey(entries)
  return rows.map((row, index) => {
    const conflict = conflicts[index] ?? null
    return {
      isDuplicate: duplicates.has(index),
      similarKey: similarKeys[index] ?? null,
      remote: conflict ? { conflict, isEdited: true } : findNewValue(row, roomValues),
    }
  })
}

function findNewValue(row: DraftRow, roomValues: ReadonlyMap<string, string>): RowHints['remote'] {
  if (!row.base || getRowStatus(row) !== 'unchanged') return null
  const { key, value: base } = row.base
  const theirs = roomValues.get(key) ?? null
  return theirs === base ? null : { conflict: { key, base, theirs }, isEdited: false }
}
