import type { ProblemCode, ProblemParams } from '@/lib/shared/api/problems'
import {
  type DraftRow,
  duplicateRows,
  entriesOf,
  isBlank,
  loadedEntries,
  statusOf,
} from '@/lib/shared/changes/draft'
import { roomProblems } from '@/lib/shared/metadata/metadata'
import { keyProblem, valueProblem } from '@/lib/shared/metadata/text-rules'

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
