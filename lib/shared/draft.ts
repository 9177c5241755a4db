import * as z from 'zod/mini'
import type { Renames } from './change-lines'
import { diffEntries } from './diff'
import { byKey, type Entry, entrySchema, type KeyChange } from './entry'
import { roomProblems } from './metadata'
import type { ProblemCode, ProblemParams } from './problems'
import { keyProblem, valueProblem } from './text-rules'

/**
 * One row of the editor. `was` is the entry it was loaded from, null for a new row; a removed row stays, folded,
 * until the save, so that its undo can stay too.
 */
export const draftRowSchema = z.object({
  key: z.string(),
  value: z.string(),
  was: z.nullable(entrySchema),
  removed: z.boolean(),
})
export type DraftRow = z.infer<typeof draftRowSchema>

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

/** The code of an issue is its message; the sentence is made where it is shown, in the reader's language. */
type Issue = { code: 'custom'; message: ProblemCode; params?: ProblemParams; path: PropertyKey[] }

/**
 * What a draft must be before it is sent: the same rules the server checks on the key changes. A loaded row that
 * nobody touched is not judged, since it is not written.
 */
export const draftSchema = z.object({ rows: z.array(draftRowSchema) }).check((ctx) => {
  const { rows } = ctx.value
  const report = (issue: Issue) => ctx.issues.push({ ...issue, input: ctx.value })
  rows.forEach((row, at) => {
    if (isBlank(row) || statusOf(row) === 'unchanged' || row.removed) return
    const key = keyProblem(row.key)
    const value = valueProblem(row.value)
    if (key) report(issueAt(key.code, ['rows', at, 'key'], key.params))
    if (value) report(issueAt(value.code, ['rows', at, 'value'], value.params))
  })
  for (const at of duplicateRows(rows)) report(issueAt('key.duplicate', ['rows', at, 'key']))
  for (const { code, params } of roomProblems(entriesOf(rows), loadedEntries(rows)))
    report(issueAt(code, ['room'], params))
})
export type Draft = z.infer<typeof draftSchema>

const loadedEntries = (rows: readonly DraftRow[]) => rows.flatMap(({ was }) => (was ? [was] : []))

const issueAt = (message: ProblemCode, path: PropertyKey[], params?: ProblemParams): Issue => ({
  code: 'custom',
  message,
  path,
  params,
})
