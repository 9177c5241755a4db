import type { ProblemCode, ProblemParams } from '@/lib/shared/api/problem-codes'
import {
  type DraftRow,
  findDuplicateRows,
  getRowStatus,
  isEmptyRow,
  toBaseEntries,
  toEntries,
} from '@/lib/shared/changes/draft'
import { validateRoom } from '@/lib/shared/metadata/metadata-rules'
import { validateKey, validateValue } from '@/lib/shared/metadata/text-rules'

/** A problem that prevents the save. `index` is the row, or null for the room as a whole. */
type DraftProblem = {
  index: number | null
  at: 'key' | 'value'
  code: ProblemCode
  params?: ProblemParams
}

/**
 * Finds all problems of a draft by the rules that the server applies to key changes. Unchanged rows
 * are not checked, because they are not written.
 */
export function findDraftProblems(rows: readonly DraftRow[]): DraftProblem[] {
  const rowProblems = rows.flatMap((row, index): DraftProblem[] => {
    if (isEmptyRow(row) || row.removed || getRowStatus(row) === 'unchanged') return []
    const key = validateKey(row.key)
    const value = validateValue(row.value)
    return [
      ...(key ? [{ index, at: 'key' as const, ...key }] : []),
      ...(value ? [{ index, at: 'value' as const, ...value }] : []),
    ]
  })
  const duplicates = findDuplicateRows(rows).map((index): DraftProblem => {
    return { index, at: 'key', code: 'key.duplicate' }
  })
  const wholeRoomProblems = validateRoom(toEntries(rows), toBaseEntries(rows)).map(
    (problem): DraftProblem => {
      return { index: null, at: 'key', ...problem }
    },
  )
  return [...rowProblems, ...duplicates, ...wholeRoomProblems]
}
