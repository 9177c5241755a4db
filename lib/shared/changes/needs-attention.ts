import { getAppliedKeys } from './applied-keys'
import type { Change } from './change'

/** The parts of a later change of the same room that can resolve a partial change. */
export type LaterChange = Pick<Change, 'results' | 'restores'>

/**
 * Whether a partial change no longer needs attention: a later one restores it, or later ones wrote
 * everything that it left out (*Retry the rest*) or everything that it wrote (*Roll back*).
 */
export function isResolved(
  { id, results }: Pick<Change, 'id' | 'results'>,
  later: readonly LaterChange[],
) {
  const writtenKeys = new Set(later.flatMap((change) => [...getAppliedKeys(change.results)]))
  if (later.some((change) => change.restores === id && getAppliedKeys(change.results).size > 0))
    return true
  const appliedKeys = getAppliedKeys(results)
  const remainingKeys = results.map(({ key }) => key).filter((key) => !appliedKeys.has(key))
  return [remainingKeys, [...appliedKeys]].some(
    (keys) => keys.length > 0 && keys.every((key) => writtenKeys.has(key)),
  )
}

/** Most saves settle sooner. */
const USUAL_SAVE_MS = 10_000

/** Whether a person has to look at an open change: a save that has just started settles by itself. */
export const needsAttention = ({ outcome, at }: Pick<Change, 'outcome' | 'at'>, now: number) =>
  outcome !== 'pending' || now - Date.parse(at) > USUAL_SAVE_MS
