import { type DraftRow, getRowStatus, isEmptyRow } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'

/** Whose draft it is, of which room, and from which window. */
export type DraftKey = { userId: string; slug: string; windowId: string }

/** What the operator typed, and the room's entries that it started from. */
export type DraftContent = {
  base: readonly Entry[]
  rows: readonly DraftRow[]
  note: string
  importText: string
}

/** A draft as it is kept in the browser. `savedAt` is an ISO time of this machine's clock. */
export type DraftRecord = DraftKey & DraftContent & { v: 1; savedAt: string }

export const DRAFT_LIFETIME_MS = 7 * 24 * 3_600_000

export function toDraftRecord(key: DraftKey, content: DraftContent, now: number): DraftRecord {
  return { v: 1, ...key, ...content, savedAt: new Date(now).toISOString() }
}

/** Whether there is anything to keep. An empty new row is not. */
export function hasContent({ rows, importText }: Pick<DraftContent, 'rows' | 'importText'>) {
  return importText !== '' || rows.some(isEdited)
}

/** A row that differs from the room it started from. A new row that was removed again does not. */
export function isEdited(row: DraftRow): boolean {
  const status = getRowStatus(row)
  return status !== 'unchanged' && !isEmptyRow(row) && !(status === 'removed' && !row.base)
}
