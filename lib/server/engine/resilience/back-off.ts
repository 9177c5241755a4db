import 'server-only'
import type { Timings } from '../timings'
import type { RetryRule } from './retry-policy'

/**
 * Returns the ms to wait after attempt number `attempt` (from 1). Faults get full jitter;
 * rate-limit codes get ±25 % around the full pause, because the Live service counts calls per
 * second (docs/live-api.md#envelope). `random` in [0, 1).
 */
export function calculateBackOff(
  pause: RetryRule['pause'],
  attempt: number,
  timings: Timings,
  random: () => number,
): number {
  if (pause === 'none') return 0
  const basePauseMs = pause === 'short' ? timings.shortPauseMs : timings.longPauseMs
  const ceiling = basePauseMs * 2 ** (attempt - 1)
  const wait = pause === 'short' ? random() * ceiling : ceiling * (0.75 + random() / 2)
  return Math.min(wait, timings.maxPauseMs)
}
