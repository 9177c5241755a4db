import type { DraftRow } from '@/lib/shared/changes/draft'
import { rebase } from '@/lib/shared/changes/rebase'
import type { Entry } from '@/lib/shared/metadata/entry'
import { DRAFT_LIFETIME_MS, type DraftRecord, hasContent, isEdited } from './draft-record'

/** The rows of a kept draft on the room as it is now. Conflicts keep their base, so they show. */
export function rebaseRecord(record: DraftRecord, entries: readonly Entry[]): DraftRow[] {
  const { rows, added } = rebase(record.rows, entries)
  return [...rows.flatMap((row) => (row ? [row] : [])), ...added]
}

/** The keys that a draft changes, in its order, for people to recognise it. */
export function listEditedKeys(rows: readonly DraftRow[]): string[] {
  const keys = rows.filter(isEdited).map(({ key, base }) => key || (base?.key ?? ''))
  return [...new Set(keys)].filter((key) => key !== '')
}

type OfferContext = {
  now: number
  /** The room as last read. */
  entries: readonly Entry[]
  /** What the editor shows. */
  rows: readonly DraftRow[]
  /** Whether another open window has the draft on its screen. */
  isOpenElsewhere: (windowId: string) => boolean
}

/**
 * The drafts to offer, newest first. Leaves out those on the screen of another window, and those
 * with nothing left to restore: their changes are in the room or already in the editor.
 */
export function selectOffers(
  records: readonly DraftRecord[],
  { now, entries, rows, isOpenElsewhere }: OfferContext,
): DraftRecord[] {
  return records
    .filter((record) => {
      if (isExpired(record, now) || isOpenElsewhere(record.windowId)) return false
      const rebased = rebaseRecord(record, entries)
      if (!hasContent({ rows: rebased, importText: record.importText })) return false
      return record.importText !== '' || !rebased.filter(isEdited).every(isContainedIn(rows))
    })
    .toSorted(byNewest)
    .filter(isFirstOfItsContent)
}

/** A page that ended at a bad moment may have kept the same draft twice. */
function isFirstOfItsContent(record: DraftRecord, index: number, records: readonly DraftRecord[]) {
  const toText = ({ rows, note, importText }: DraftRecord) =>
    JSON.stringify([rows, note, importText])
  return records.findIndex((each) => toText(each) === toText(record)) === index
}

export const byNewest = (a: DraftRecord, b: DraftRecord) =>
  a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : 0

export const isExpired = ({ savedAt }: Pick<DraftRecord, 'savedAt'>, now: number) =>
  now - Date.parse(savedAt) > DRAFT_LIFETIME_MS

/** Null for anything but a record of this version, such as one of a newer console. */
export function parseDraftRecord(value: unknown): DraftRecord | null {
  const record = (value ?? {}) as Partial<DraftRecord>
  const { v, userId, slug, windowId, base, rows, note, importText, savedAt } = record
  const texts = [userId, slug, windowId, note, importText, savedAt]
  const isRecord =
    v === 1 &&
    texts.every((text) => typeof text === 'string') &&
    !Number.isNaN(Date.parse(String(savedAt))) &&
    Array.isArray(base) &&
    base.every(isEntry) &&
    Array.isArray(rows) &&
    rows.every(isDraftRow)
  return isRecord ? (record as DraftRecord) : null
}

function isEntry(value: unknown): value is Entry {
  const { key, value: text } = (value ?? {}) as Partial<Entry>
  return typeof key === 'string' && typeof text === 'string'
}

function isDraftRow(value: unknown): value is DraftRow {
  const { base, removed } = (value ?? {}) as Partial<DraftRow>
  return isEntry(value) && typeof removed === 'boolean' && (base === null || isEntry(base))
}

const isContainedIn = (rows: readonly DraftRow[]) => (row: DraftRow) =>
  rows.some(
    ({ key, value, removed }) =>
      key === row.key && removed === row.removed && (removed || value === row.value),
  )
