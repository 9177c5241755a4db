import type { Change, Outcome } from './change'

/**
 * The outcome as people read it. A change of which no key is known to be saved or not saved is
 * `unclear`: "partly saved" would claim too much.
 */
export function getShownOutcome({
  outcome,
  results,
}: Pick<Change, 'outcome' | 'results'>): Outcome | 'unclear' {
  const isUnclear = results.every(({ result }) => result === 'unclear')
  return outcome === 'partial' && isUnclear ? 'unclear' : outcome
}
