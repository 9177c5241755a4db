import 'server-only'
import type { Step } from './retry-policy'

/** All in milliseconds; tests make them short. */
export type Timings = {
  /** Connection, TLS included. */
  connect: number
  /** One attempt, connection, headers and body together. */
  attempt: number
  /** No attempt begins with less than this left of the deadline. */
  least: number
  /** First ceiling of the pause after a fault; doubles with each attempt. */
  short: number
  /** First pause after a rate code; doubles with each attempt. */
  long: number
  /** No pause is longer. */
  longest: number
}

/** Faults §4. The engine gives up after 3 s and says so: we hang up later than that. */
export const TIMINGS: Timings = {
  connect: 1_000,
  attempt: 4_000,
  least: 500,
  short: 50,
  long: 1_000,
  longest: 5_000,
}

/**
 * Milliseconds to wait after attempt number `attempt` (from 1). Full jitter after faults; after a rate code around the
 * full time, since the engine counts by the second (contract §7 #36). `random` in [0, 1).
 */
export function backOff(
  pause: Step['pause'],
  attempt: number,
  timings: Timings,
  random: () => number,
): number {
  if (pause === 'none') return 0
  const ceiling = timings[pause] * 2 ** (attempt - 1)
  const wait = pause === 'short' ? random() * ceiling : ceiling * (0.75 + random() / 2)
  return Math.min(wait, timings.longest)
}
