import type { Entry } from '../metadata/entry'
import { getAppliedKeys } from './applied-keys'
import type { Change } from './change'
import { applyChanges, valuesByKey } from './diff'
import { type DraftRow, getRowStatus, isEmptyRow, toBaseEntries, toRoomKey, toRows } from './draft'

/**
 * A key that both the draft and others changed: its base value and theirs; null means absent.
 */
export type Conflict = { key: string; base: string | null; theirs: string | null }

export type ConflictSide = 'mine' | 'theirs' | 'overwrite'

/** Rows at their indexes, null for a row to drop, and rows to append. */
type RebaseResult = { rows: (DraftRow | null)[]; added: DraftRow[] }

/**
 * Moves a draft onto a room that others changed. Unedited rows take the new value; edited rows keep
 * their text and their base, so that a conflict stays visible. The row at `skippedRow` contains the
 * caret and is not changed.
 */
export function rebase(
  rows: readonly DraftRow[],
  entries: readonly Entry[],
  skippedRow = -1,
): RebaseResult {
  const roomValues = valuesByKey(entries)
  const baseKeys = toBaseKeys(rows)
  const next = rows.map((row, index) =>
    index === skippedRow ? row : rebaseRow(row, roomValues, baseKeys),
  )
  const shownKeys = toBaseKeys(next.flatMap((row) => (row ? [row] : [])))
  // A new row with the same key shows the collision itself.
  for (const row of next) if (row && !row.base && !row.removed) shownKeys.add(row.key)
  return { rows: next, added: toRows(entries.filter(({ key }) => !shownKeys.has(key))) }
}

function rebaseRow(
  row: DraftRow,
  roomValues: ReadonlyMap<string, string>,
  baseKeys: ReadonlySet<string>,
): DraftRow | null {
  const { base } = row
  if (row.overwrite) return rebaseOverwrite(row, roomValues.get(toRoomKey(row)) ?? null)
  if (!base) {
    const isInRoom = !row.removed && !baseKeys.has(row.key) && roomValues.get(row.key) === row.value
    return isInRoom ? { ...row, base: { key: row.key, value: row.value } } : row
  }
  const current = roomValues.get(base.key) ?? null
  if (current === base.value) return row
  if (getRowStatus(row) === 'unchanged')
    return current === null ? null : toUnchangedRow(base.key, current)
  if (current !== getDraftValue(row, base.key)) return row
  if (current === null) return row.removed ? null : { ...row, base: null }
  return { ...row, base: { key: base.key, value: current } }
}

/** Follows the room, so that the row always starts from the value that its save replaces. */
function rebaseOverwrite(row: DraftRow, current: string | null): DraftRow | null {
  if (current === (row.base?.value ?? null)) return row
  if (current === null) return row.removed ? null : { ...row, base: null }
  return { ...row, base: { key: toRoomKey(row), value: current } }
}

/** The conflict of each row, by index. A key that already has the draft's value is no conflict. */
export function findConflicts(
  rows: readonly DraftRow[],
  entries: readonly Entry[],
): (Conflict | null)[] {
  const roomValues = valuesByKey(entries)
  const baseKeys = toBaseKeys(rows)
  return rows.map((row) => {
    if (isEmptyRow(row) || row.overwrite || getRowStatus(row) === 'unchanged') return null
    if (!row.base && (row.removed || baseKeys.has(row.key))) return null
    const key = row.base?.key ?? row.key
    const base = row.base?.value ?? null
    const theirs = roomValues.get(key) ?? null
    return theirs === base || theirs === getDraftValue(row, key) ? null : { key, base, theirs }
  })
}

/**
 * The row after the choice, or null to drop it. With "mine" the row is based on their value, so that
 * it can be sent; with "overwrite", also if they change it again.
 */
export function resolveConflict(
  row: DraftRow,
  { key, theirs }: Conflict,
  side: ConflictSide,
): DraftRow | null {
  const base = theirs === null ? null : { key, value: theirs }
  if (side === 'theirs') return base && { ...base, base, removed: false }
  if (!base && row.removed) return null
  return { ...row, base, ...(side === 'overwrite' && { overwrite: true }) }
}

/**
 * The draft after its save: rows are based on what was written, and text typed meanwhile stays an
 * edit. Keys that were not applied stay edited, so the draft is what remains.
 */
export function rebaseAfterSave(
  rows: readonly DraftRow[],
  { changes, results }: Pick<Change, 'changes' | 'results'>,
): RebaseResult {
  const appliedKeys = getAppliedKeys(results)
  const writtenValues = new Map(
    changes.filter(({ key }) => appliedKeys.has(key)).map(({ key, to }) => [key, to]),
  )
  const presentKeys = new Set(rows.filter(({ removed }) => !removed).map(({ key }) => key))
  const next = rows.map((row) => {
    const { overwrite, ...written } = row
    const mine = row.removed ? null : (writtenValues.get(row.key) ?? null)
    if (mine !== null) return { ...written, base: { key: row.key, value: mine } }
    if (!row.base) return row.removed ? null : row
    const to = writtenValues.get(row.base.key)
    if (to === undefined) return row
    if (to !== null && !presentKeys.has(row.base.key))
      return { ...written, base: { key: row.base.key, value: to } }
    return row.removed ? null : { ...written, base: null }
  })
  const baseKeys = toBaseKeys(next.flatMap((row) => (row ? [row] : [])))
  // A rename whose new key was applied but not its delete still needs that delete.
  const remainingDeletes = changes.filter(
    ({ key, to }) => to === null && !appliedKeys.has(key) && !baseKeys.has(key),
  )
  const added = remainingDeletes.flatMap(({ key, from }) =>
    from === null ? [] : [{ ...toUnchangedRow(key, from), removed: true }],
  )
  return { rows: next, added }
}

/**
 * The draft after a save that had nothing of it, such as an undo: untouched rows take what was
 * written, and edited rows keep their text without a conflict, since their author wrote it.
 */
export function rebaseOntoOwnChange(
  rows: readonly DraftRow[],
  { changes, results }: Pick<Change, 'changes' | 'results'>,
): RebaseResult {
  const appliedKeys = getAppliedKeys(results)
  const written = changes.filter(({ key }) => appliedKeys.has(key))
  const entries = applyChanges(toBaseEntries(rows), written)
  const { rows: next, added } = rebase(rows, entries)
  const kept = next.filter((row) => row !== null)
  const conflicts = new Map(findConflicts(kept, entries).map((each, index) => [kept[index], each]))
  return {
    rows: next.map((row) => {
      const conflict = row && conflicts.get(row)
      return conflict && appliedKeys.has(conflict.key)
        ? resolveConflict(row, conflict, 'mine')
        : row
    }),
    added,
  }
}

const toBaseKeys = (rows: readonly DraftRow[]) =>
  new Set(rows.flatMap(({ base }) => (base ? [base.key] : [])))

const toUnchangedRow = (key: string, value: string): DraftRow => ({
  key,
  value,
  base: { key, value },
  removed: false,
})

const getDraftValue = (row: DraftRow, key: string) =>
  row.removed || row.key !== key ? null : row.value
