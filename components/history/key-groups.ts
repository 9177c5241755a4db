import type { Change } from '@/lib/shared/changes/change'

/** A change that is listed, and the older ones of the same key that its line folds. */
type KeyGroup = { shown: Change; folded: Change[] }

/** Folding a single change would not make the list shorter. */
const MIN_FOLDED = 2

/**
 * Groups changes in a row that wrote the same single key of the same room, such as an app that counts
 * up. What needs reading stays listed: a note, a key that was not applied, several keys.
 */
export function groupByKey(changes: readonly Change[], isEnabled: boolean): KeyGroup[] {
  const groups: KeyGroup[] = []
  for (const change of changes) {
    const last = groups.at(-1)
    if (isEnabled && last && isSameKey(last.shown, change)) last.folded.push(change)
    else groups.push({ shown: change, folded: [] })
  }
  return groups.flatMap(({ shown, folded }) =>
    folded.length < MIN_FOLDED
      ? [shown, ...folded].map((change) => ({ shown: change, folded: [] }))
      : [{ shown, folded }],
  )
}

function isSameKey(a: Change, b: Change): boolean {
  const key = getOnlyKey(a)
  return key !== null && a.room === b.room && key === getOnlyKey(b)
}

const getOnlyKey = ({ changes, outcome, note }: Change): string | null =>
  changes.length === 1 && outcome === 'applied' && note === null ? (changes[0]?.key ?? null) : null
