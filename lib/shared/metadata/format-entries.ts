import type { Entry } from './entry'

/** Entries as a JSON object with one entry per line, in their order. */
export function formatEntries(entries: readonly Entry[]): string {
  // An object would lose the key `__proto__` and reorder numeric keys.
  const lines = entries.map(
    ({ key, value }) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`
}
