import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { EntryProblem } from '@/lib/shared/metadata/metadata-rules'

/** A field of the form and the code of its problem. */
export type FieldProblem = { name: `rows.${number}.${'key' | 'value'}`; code: ProblemCode }

type FailedSave = { details: { entries?: readonly Pick<EntryProblem, 'key' | 'at' | 'code'>[] } }

/**
 * Maps the problems of a failed save to fields: to the row that writes the key, else to the row
 * loaded from it. Leaves out problems that belong to no row.
 */
export function toFieldProblems(
  { details }: FailedSave,
  rows: readonly DraftRow[],
): FieldProblem[] {
  return (details.entries ?? []).flatMap(({ key, at, code }): FieldProblem[] => {
    const writingIndex = rows.findIndex((row) => !row.removed && row.key === key)
    const index = writingIndex >= 0 ? writingIndex : rows.findIndex((row) => row.base?.key === key)
    return index < 0 ? [] : [{ name: `rows.${index}.${at}`, code }]
  })
}
