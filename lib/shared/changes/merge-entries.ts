import type { Entry } from '../metadata/entry'
import type { DraftRow } from './draft'

/** The row that an entry of each key belongs to: the first with that key, else a removed one. */
export function indexRowsByKey(rows: readonly DraftRow[]): Map<string, number> {
  const indexes = new Map<string, number>()
  const add = (key: string, index: number) => {
    if (!indexes.has(key)) indexes.set(key, index)
  }
  rows.forEach((row, index) => {
    if (!row.removed) add(row.key, index)
  })
  rows.forEach((row, index) => {
    if (row.removed && row.base) add(row.base.key, index)
  })
  return indexes
}

/**
 * Takes entries into a draft: a row with the key gets the value, and comes back if it was removed;
 * other entries become new rows, in their order. The keys of `entries` differ from each other.
 */
export function mergeEntries(
  rows: readonly DraftRow[],
  entries: readonly Entry[],
): { rows: DraftRow[]; added: DraftRow[] } {
  const indexes = indexRowsByKey(rows)
  const merged = [...rows]
  const added: DraftRow[] = []
  for (const { key, value } of entries) {
    const index = indexes.get(key)
    const row = index === undefined ? undefined : rows[index]
    if (index === undefined || !row) added.push({ key, value, base: null, removed: false })
    else merged[index] = { ...row, key, value, removed: false }
  }
  return { rows: merged, added }
}
