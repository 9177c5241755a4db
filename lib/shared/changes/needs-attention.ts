import type { Change } from './change'

/** What a later change of the same room tells of an earlier one. */
export type Later = Pick<Change, 'results' | 'restores'>

/**
 * Whether a partial change needs nobody any more: a later one was made from it (*Restore*), or later ones, of anybody,
 * wrote all that it left undone (*Finish*) or all that it did (*Put back*). Until then half of it is still in the room.
 */
export function isMadeGood(
  { id, results }: Pick<Change, 'id' | 'results'>,
  later: readonly Later[],
) {
  const written = new Set(later.flatMap(appliedKeys))
  if (later.some((change) => change.restores === id && appliedKeys(change).length > 0)) return true
  const done = appliedKeys({ results })
  const left = results.map(({ key }) => key).filter((key) => !done.includes(key))
  return [left, done].some((keys) => keys.length > 0 && keys.every((key) => written.has(key)))
}

const appliedKeys = ({ results }: Pick<Change, 'results'>) =>
  results.flatMap(({ key, result }) => (result === 'applied' ? [key] : []))
