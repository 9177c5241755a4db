import type { Entry, KeyChange } from '../metadata/entry'
import type { Change } from './change'
import { valuesByKey } from './diff'
import { type DraftRow, isBlank, rowsOf, statusOf } from './draft'

/** A key that the draft and others both touched: what stood there, and what they made of it; null = absent. */
export type Conflict = { key: string; was: string | null; theirs: string | null }

/** Rows in their places, null for one that goes, and rows that come at the end. */
export type Rebased = { rows: (DraftRow | null)[]; added: DraftRow[] }

/**
 * A draft over a room that others changed. Rows nobody touched follow, touched ones keep their text and what they
 * were loaded from, so that the conflict stays visible. The row at `held` has the caret in it and is left alone.
 */
export function rebase(rows: readonly DraftRow[], entries: readonly Entry[], held = -1): Rebased {
  const room = valuesByKey(entries)
  const loaded = loadedKeys(rows)
  const next = rows.map((row, at) => (at === held ? row : follow(row, room, loaded)))
  const shown = loadedKeys(next.flatMap((row) => (row ? [row] : [])))
  // A new row with this key shows the collision itself.
  for (const row of next) if (row && !row.was && !row.removed) shown.add(row.key)
  return { rows: next, added: rowsOf(entries.filter(({ key }) => !shown.has(key))) }
}

function follow(
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
  if (statusOf(row) === 'unchanged') return now === null ? null : loadedRow(was.key, now)
  if (now !== wantedAt(row, was.key)) return row
  if (now === null) return row.removed ? null : { ...row, was: null }
  return { ...row, was: { key: was.key, value: now } }
}

/** The conflict of each row, by position. A key that is already where the draft wants it is none. */
export function conflictsOf(
  rows: readonly DraftRow[],
  entries: readonly Entry[],
): (Conflict | null)[] {
  const room = valuesByKey(entries)
  const loaded = loadedKeys(rows)
  return rows.map((row) => {
    if (isBlank(row) || statusOf(row) === 'unchanged') return null
    if (!row.was && (row.removed || loaded.has(row.key))) return null
    const key = row.was?.key ?? row.key
    const was = row.was?.value ?? null
    const theirs = room.get(key) ?? null
    return theirs === was || theirs === wantedAt(row, key) ? null : { key, was, theirs }
  })
}

/** A row after the choice; null where nothing is left of it. "mine" starts from theirs, so that it can be sent. */
export function decided(
  row: DraftRow,
  { key, theirs }: Conflict,
  side: 'mine' | 'theirs',
): DraftRow | null {
  const was = theirs === null ? null : { key, value: theirs }
  if (side === 'theirs') return was && { ...was, was, removed: false }
  return !was && row.removed ? null : { ...row, was }
}

/**
 * The draft after a save of ours: rows start from what is in now, and what was typed meanwhile stays a draft.
 * Keys that were not applied stay as they are, which makes the draft the rest.
 */
export function settled(
  rows: readonly DraftRow[],
  { changes, results }: Pick<Change, 'changes' | 'results'>,
): Rebased {
  const applied = new Set(
    results.filter(({ result }) => result === 'applied').map(({ key }) => key),
  )
  const written = new Map(
    changes.filter(({ key }) => applied.has(key)).map(({ key, to }) => [key, to]),
  )
  const living = new Set(rows.filter(({ removed }) => !removed).map(({ key }) => key))
  const next = rows.map((row) => {
    const mine = row.removed ? null : (written.get(row.key) ?? null)
    if (mine !== null) return { ...row, was: { key: row.key, value: mine } }
    if (!row.was) return row.removed ? null : row
    const to = written.get(row.was.key)
    if (to === undefined) return row
    if (to !== null && !living.has(row.was.key))
      return { ...row, was: { key: row.was.key, value: to } }
    return row.removed ? null : { ...row, was: null }
  })
  const loaded = loadedKeys(next.flatMap((row) => (row ? [row] : [])))
  // A rename that got in without its delete leaves that delete to be done.
  const left = changes.filter(({ key, to }) => to === null && !applied.has(key) && !loaded.has(key))
  const added = left.flatMap(({ key, from }) =>
    from === null ? [] : [{ ...loadedRow(key, from), removed: true }],
  )
  return { rows: next, added }
}

/** A fresh draft over `entries` in which `changes` stand as if somebody had typed them. */
export function draftOf(entries: readonly Entry[], changes: readonly KeyChange[]): DraftRow[] {
  const steps = new Map(changes.map((change) => [change.key, change.to]))
  const rows = rowsOf(entries).map((row) => {
    const to = steps.get(row.key)
    if (to === undefined) return row
    return to === null ? { ...row, removed: true } : { ...row, value: to }
  })
  const loaded = loadedKeys(rows)
  const fresh = changes.flatMap(({ key, to }) =>
    to === null || loaded.has(key) ? [] : [{ key, value: to, was: null, removed: false }],
  )
  return [...rows, ...fresh]
}

const loadedKeys = (rows: readonly DraftRow[]) =>
  new Set(rows.flatMap(({ was }) => (was ? [was.key] : [])))

const loadedRow = (key: string, value: string): DraftRow => ({
  key,
  value,
  was: { key, value },
  removed: false,
})

const wantedAt = (row: DraftRow, key: string) => (row.removed || row.key !== key ? null : row.value)
