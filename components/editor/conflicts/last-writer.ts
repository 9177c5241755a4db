import type { Change } from '@/lib/shared/changes/change'

/** Whoever wrote what stands at a key now: a person, or an app (`by` null). */
export type Saver = Pick<Change, 'by'>

/**
 * Who left a key as it is now, told from changes of its room, newest first; null where none of them did. One that was
 * read as unclear may have been anybody's.
 */
export function saverOf(
  changes: readonly Pick<Change, 'by' | 'changes' | 'results'>[],
  key: string,
  value: string | null,
): Saver | null {
  for (const { by, changes: steps, results } of changes) {
    const step = steps.find((each) => each.key === key)
    const result = results.find((each) => each.key === key)?.result
    if (!step || result !== 'applied') continue
    return step.to === value ? { by } : null
  }
  return null
}
