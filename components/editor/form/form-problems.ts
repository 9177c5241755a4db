import type { ProblemCode } from '@/lib/shared/api/problems'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { RowProblem } from '@/lib/shared/metadata/metadata'

/** A field of the form and what is wrong there. */
export type FieldProblem = { name: `rows.${number}.${'key' | 'value'}`; code: ProblemCode }

type Told = { details: { entries?: readonly Pick<RowProblem, 'key' | 'at' | 'code'>[] } }

/**
 * The fields a failed save's row problems belong to: the row that writes the key, else the one loaded from it. What
 * no row is about stays with the form.
 */
export function placeProblem({ details }: Told, rows: readonly DraftRow[]): FieldProblem[] {
  return (details.entries ?? []).flatMap(({ key, at, code }): FieldProblem[] => {
    const writer = rows.findIndex((row) => !row.removed && row.key === key)
    const index = writer >= 0 ? writer : rows.findIndex((row) => row.was?.key === key)
    return index < 0 ? [] : [{ name: `rows.${index}.${at}`, code }]
  })
}
