import type { Outcome } from '@/lib/shared/changes/change'

/**
 * The message key of all changes with an outcome. Without the results of its keys, a partial change
 * may be one whose result is unknown.
 */
export const outcomeGroup = <T extends Outcome | 'unsettled'>(outcome: T) =>
  outcome === 'partial' ? ('partialOrUnclear' as const) : (outcome as Exclude<T, 'partial'>)
