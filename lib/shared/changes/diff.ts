import { utf8Bytes } from '../metadata/bytes'
import { byKey, type Entry, type KeyChange } from '../metadata/entry'

/**
 * The key changes that lead from `before` to `after`, by key. Where a list names a key twice the last one counts;
 * a draft with a key twice is refused before it comes here.
 */
export function diffEntries(before: readonly Entry[], after: readonly Entry[]): KeyChange[] {
  const old = valuesByKey(before)
  const wanted = valuesByKey(after)
  const changes: KeyChange[] = []
  for (const [key, from] of old) {
    const to = wanted.get(key) ?? null
    if (to !== from) changes.push({ key, from, to })
  }
  for (const [key, to] of wanted) if (!old.has(key)) changes.push({ key, from: null, to })
  return changes.sort(byKey)
}

/** `entries` with `changes` done to them: every `to` set or deleted, whatever stood there before. Sorted by key. */
export function applyChanges(entries: readonly Entry[], changes: readonly KeyChange[]): Entry[] {
  const result = valuesByKey(entries)
  for (const { key, to } of changes) {
    if (to === null) result.delete(key)
    else result.set(key, to)
  }
  return [...result].map(([key, value]) => ({ key, value })).sort(byKey)
}

/** The way back: what was written is taken off again. `invert(invert(changes))` is `changes`. */
export function invertChanges(changes: readonly KeyChange[]): KeyChange[] {
  return changes.map(({ key, from, to }) => ({ key, from: to, to: from }))
}

/** Keys in a Map, never in an object: `__proto__` and `constructor` are ordinary keys (faults §6). */
export function valuesByKey(entries: readonly Entry[]): Map<string, string> {
  return new Map(entries.map(({ key, value }) => [key, value]))
}

/** Keys and bytes of values a room holds; keys do not count into the bytes (contract §1.2). */
export function totalsOf(entries: readonly Entry[]): { keys: number; bytes: number } {
  return {
    keys: entries.length,
    bytes: entries.reduce((sum, entry) => sum + utf8Bytes(entry.value), 0),
  }
}
