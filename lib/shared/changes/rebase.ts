import type { Entry } from '../metadata/entry'
import { appliedKeys, type Change } from './change'
import { valuesByKey } from './diff'
import { type DraftRow, isEmptyRow, rowStatus, toRows } from './draft'

/**
 * A key that both the draft and others changed: its original value and theirs; null means absent.
 */
export type Conflict = { key: string; was: string | null; theirs: string | null }

/** Rows at their indexes, null for a row to drop, and rows to append. */
type Rebased = { rows: (DraftRow | null)[]; added: DraftRow[] }

/**
 * Moves a draft onto a room that others changed. Unedited rows take the new value; edited rows keep
 * their text and the value they were loaded from, so that a conflict stays visible. The row at
 * `skippedRow` contains the caret and is not changed.
 */
export function rebase(
  rows: readonly DraftRow[],
  entries: readonly Entry[],
  skippedRow = -1,
): Rebased {
  const room = valuesByKey(entries)
  const loaded = loadedKeys(rows)
  const next = rows.map((row, at) => (at === skippedRow ? row : rebaseRow(row, room, loaded)))
  const shown = loadedKeys(next.flatMap((row) => (row ? [row] : [])))
  // A new row with the same key shows the collision itself.
  for (const row of next) if (row && !row.was && !row.removed) shown.add(row.key)
  return { rows: next, added: toRows(entries.filter(({ key }) => !shown.has(key))) }
}

function rebaseRow(
  row: DraftRow,
  room: ReadonlyMap<string, string>,
  loaded: ReadonlySet<string>,
): DraftRow | null {
  const { was } = row
  if (!was) {
    const met = !row.removed && !loaded.has(row.key) && room.get(row.key) === row.value
    return met ? { ...row, was: { key: row.key, value: row.value } } : row
  }
  const now = room.get(was.key) ?? null
  if (now === was.value) return row
  if (rowStatus(row) === 'unchanged') return now === null ? null : loadedRow(was.key, now)
  if (now !== draftValueAt(row, was.key)) return row
  if (now === null) return row.removed ? null : { ...row, was: null }
  return { ...row, was: { key: was.key, value: now } }
}

/** The conflict of each row, by index. A key that already has the draft's value is no conflict. */
export function findConflicts(
  rows: readonly DraftRow[],
  entries: readonly Entry[],
): (Conflict | null)[] {
  const room = valuesByKey(entries)
  const loaded = loadedKeys(rows)
  return rows.map((row) => {
    if (isEmptyRow(row) || rowStatus(row) === 'unchanged') return null
    if (!row.was && (row.removed || loaded.has(row.key))) return null
    const key = row.was?.key ?? row.key
    const was = row.was?.value ?? null
    const theirs = room.get(key) ?? null
    return theirs === was || theirs === draftValueAt(row, key) ? null : { key, was, theirs }
  })
}

/**
 * The row after the choice, or null to drop it. With "mine" it is based on their value, so that it
 * can be sent.
 */
export function resolveConflict(
  row: DraftRow,
  { key, theirs }: Conflict,
  side: 'mine' | 'theirs',
): DraftRow | null {
  const was = theirs === null ? null : { key, value: theirs }
  if (side === 'theirs') return was && { ...was, was, removed: false }
  return !was && row.removed ? null : { ...row, was }
}

/**
 * The draft after its save: rows are based on what was written, and text typed meanwhile stays an
 * edit. Keys that were not applied stay edited, so the draft is what remains.
 */
export function rebaseAfterSave(
  rows: readonly DraftRow[],
  { changes, results }: Pick<Change, 'changes' | 'results'>,
): Rebased {
  const applied = appliedKeys(results)
  const written = new Map(
    changes.filter(({ key }) => applied.has(key)).map(({ key, to }) => [key, to]),
  )
  const present = new Set(rows.filter(({ removed }) => !removed).map(({ key }) => key))
  const next = rows.map((row) => {
    const mine = row.removed ? null : (written.get(row.key) ?? null)
    if (mine !== null) return { ...row, was: { key: row.key, value: mine } }
    if (!row.was) return row.removed ? null : row
    const to = written.get(row.was.key)
    if (to === undefined) return row
    if (to !== null && !present.has(row.was.key))
      return { ...row, was: { key: row.was.key, value: to } }
    return row.removed ? null : { ...row, was: null }
  })
  const loaded = loadedKeys(next.flatMap((row) => (row ? [row] : [])))
  // A rename whose new key was applied but not its delete still needs that delete.
  const undone = changes.filter(
    ({ key, to }) => to === null && !applied.has(key) && !loaded.has(key),
  )
  const added = undone.flatMap(({ key, from }) =>
    from === null ? [] : [{ ...loadedRow(key, from), removed: true }],
  )
  return { rows: next, added }
}

const loadedKeys = (rows: readonly DraftRow[]) =>
  new Set(rows.flatMap(({ was }) => (was ? [was.key] : [])))

const loadedRow = (key: string, value: string): DraftRow => ({
  key,
  value,
  was: { key, value },
  removed: false,
})

const draftValueAt = (row: DraftRow, key: string) =>
  row.removed || row.key !== key ? null : row.value
