import { utf8Bytes } from '../metadata/bytes'
import { byKey, type Entry, type KeyChange } from '../metadata/entry'

/**
 * The key changes that lead from `before` to `after`, sorted by key. If a list contains a key
 * twice, the last one counts.
 */
export function diffEntries(before: readonly Entry[], after: readonly Entry[]): KeyChange[] {
  const oldValues = valuesByKey(before)
  const newValues = valuesByKey(after)
  const changes: KeyChange[] = []
  for (const [key, from] of oldValues) {
    const to = newValues.get(key) ?? null
    if (to !== from) changes.push({ key, from, to })
  }
  for (const [key, to] of newValues) if (!oldValues.has(key)) changes.push({ key, from: null, to })
  return changes.sort(byKey)
}

/** Applies every `to`, whatever the key held before. Sorted by key. */
export function applyChanges(entries: readonly Entry[], changes: readonly KeyChange[]): Entry[] {
  const result = valuesByKey(entries)
  for (const { key, to } of changes) {
    if (to === null) result.delete(key)
    else result.set(key, to)
  }
  return [...result].map(([key, value]) => ({ key, value })).sort(byKey)
}

/** Swaps `from` and `to`; inverting twice gives `changes`. */
export function invertChanges(changes: readonly KeyChange[]): KeyChange[] {
  return changes.map(({ key, from, to }) => ({ key, from: to, to: from }))
}

/**
 * A Map instead of an object, because `__proto__` and `constructor` are ordinary keys
 * (docs/save-guarantees.md#text-that-must-survive).
 */
export function valuesByKey(entries: readonly Entry[]): Map<string, string> {
  return new Map(entries.map(({ key, value }) => [key, value]))
}

/**
 * Number of keys, and bytes of all values; keys do not count (docs/live-api.md#set_room_metadata).
 */
export function computeTotals(entries: readonly Entry[]): { keys: number; bytes: number } {
  return {
    keys: entries.length,
    bytes: entries.reduce((sum, entry) => sum + utf8Bytes(entry.value), 0),
  }
}
