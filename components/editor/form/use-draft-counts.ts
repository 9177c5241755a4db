import { type DraftRow, getRowStatus, isEmptyRow } from '@/lib/shared/changes/draft'
import { findConflicts } from '@/lib/shared/changes/rebase'
import { useEditor } from '../editor-context'
import { useRowsSelector } from './rows/use-rows-selector'

/** Counts changed, added and removed rows and conflicts. Removed rows that were new do not count. */
export function useDraftCounts() {
  const { entries } = useEditor()
  return useRowsSelector((rows) => ({
    ...countRows(rows),
    conflicts: findConflicts(rows, entries).filter(Boolean).length,
  }))
}

function countRows(rows: readonly DraftRow[]) {
  const counts = { changed: 0, added: 0, removed: 0 }
  for (const row of rows) {
    const status = getRowStatus(row)
    if (status === 'changed') counts.changed++
    else if (status === 'new' && !isEmptyRow(row)) counts.added++
    else if (status === 'removed' && row.base) counts.removed++
  }
  return { ...counts, total: counts.changed + counts.added + counts.removed }
}
