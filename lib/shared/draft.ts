import type { Renames } from './change-lines'
import { diffEntries } from './diff'
import { byKey, type Entry, type KeyChange } from './entry'
import { roomProblems } from './metadata'
import type { ProblemCode, ProblemParams } from './problems'
import { keyProblem, valueProblem } from './text-rules'

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

/** What stands between a draft and its save; `index` null = the room as a whole. */
export type DraftProblem = {
  index: number | null
  at: 'key' | 'value'
  code: ProblemCode
  params?: ProblemParams
}

/**
 * Everything that must be mended before a draft is sent: the rules the server checks on the key changes, row by row.
 * A loaded row that nobody touched is not judged, since it is not written.
 */
export function draftProblems(rows: readonly DraftRow[]): DraftProblem[] {
  const texts = rows.flatMap((row, index): DraftProblem[] => {
    if (isBlank(row) || row.removed || statusOf(row) === 'unchanged') return []
    const key = keyProblem(row.key)
    const value = valueProblem(row.value)
    return [
      ...(key ? [{ index, at: 'key' as const, ...key }] : []),
      ...(value ? [{ index, at: 'value' as const, ...value }] : []),
    ]
  })
  const twice = duplicateRows(rows).map((index): DraftProblem => {
    return { index, at: 'key', code: 'key.duplicate' }
  })
  const room = roomProblems(entriesOf(rows), loadedEntries(rows)).map((problem): DraftProblem => {
    return { index: null, at: 'key', ...problem }
  })
  return [...texts, ...twice, ...room]
}

const loadedEntries = (rows: readonly DraftRow[]) => rows.flatMap(({ was }) => (was ? [was] : []))
