import type { Change } from './change'

/** The author of a key's current value: a person, or an app if `by` is null. */
export type LastWriter = Pick<Change, 'by'>

/**
 * Finds the author of a key's current value in the room's changes, newest first. Returns null if
 * none of them wrote it. Only `applied` results count; other results leave the author uncertain.
 */
export function findLastWriter(
  changes: readonly Pick<Change, 'by' | 'changes' | 'results'>[],
  key: string,
  value: string | null,
): LastWriter | null {
  for (const { by, changes: keyChanges, results } of changes) {
    const keyChange = keyChanges.find((item) => item.key === key)
    const result = results.find((item) => item.key === key)?.result
    if (!keyChange || result !== 'applied') continue
    return keyChange.to === value ? { by } : null
  }
  return null
}
