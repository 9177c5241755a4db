import { type DraftRow, isBlank, statusOf } from '@/lib/shared/changes/draft'
import { conflictsOf } from '@/lib/shared/changes/rebase'
import { useEditor } from '../editor-context'
import { useRows } from './rows/use-rows'

/** How many rows the draft touches, by what is done to them. New rows that were removed again are nothing. */
export function useDraftCounts() {
  const { entries } = useEditor()
  return useRows((rows) => ({
    ...countsOf(rows),
    conflicts: conflictsOf(rows, entries).filter(Boolean).length,
  }))
}

function countsOf(rows: readonly DraftRow[]) {
  const counts = { changed: 0, added: 0, removed: 0 }
  for (const row of rows) {
    const status = statusOf(row)
    if (status === 'changed') counts.changed++
    else if (status === 'new' && !isBlank(row)) counts.added++
    else if (status === 'removed' && row.was) counts.removed++
  }
  return { ...counts, all: counts.changed + counts.added + counts.removed }
}
