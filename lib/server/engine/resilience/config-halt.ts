import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'

const HALT_MS = 60_000

/**
 * Times by the halt's clock: `since` when calls are halted, `until` when the next probe may be
 * sent.
 */
export type ConfigHaltState = { problem: Problem; since: number; until: number }

type ConfigHalt = {
  /** The reason why a call must not be sent now, or null. */
  findRefusal(isConnectionTest: boolean): Problem | null
  /** A call is sent now; while halted it counts as the probe or as the test. */
  recordStart(isConnectionTest: boolean): void
  /** The test has to be made once more, with a new signature. */
  repeatTest(): void
  /** The Live service rejected our signature or configuration. */
  trip(problem: Problem): void
  /** The Live service replied anything else to a call that was sent at `startedAt`. */
  reset(startedAt: number): void
  state(): ConfigHaltState | null
}

/**
 * Halts all calls for a minute after a reply that says "wrong secret, app or plan": retrying cannot
 * fix that, and an account that keeps trying gets locked (70050, docs/live-api.md#signature-codes).
 * Meanwhile an administrator may test the connection once; after the minute one call is a probe.
 * `clock` in ms, monotonic.
 */
export function createConfigHalt(clock: () => number): ConfigHalt {
  let halt: (ConfigHaltState & { isTested: boolean }) | null = null
  const isOver = ({ until }: ConfigHaltState) => clock() >= until
  return {
    findRefusal(isConnectionTest) {
      if (!halt || isOver(halt) || (isConnectionTest && !halt.isTested)) return null
      return halt.problem
    },
    recordStart(isConnectionTest) {
      if (!halt) return
      if (isOver(halt)) {
        halt = { ...halt, until: clock() + HALT_MS, isTested: isConnectionTest }
      } else if (isConnectionTest) {
        halt.isTested = true
      }
    },
    repeatTest() {
      if (halt) halt.isTested = false
    },
    trip(problem) {
      const now = clock()
      const { since = now, isTested = false } = halt ?? {}
      halt = { problem, since, until: now + HALT_MS, isTested }
    },
    reset(startedAt) {
      // A call that was sent before the halt says nothing about the present.
      if (halt && startedAt > halt.since) halt = null
    },
    state: () => halt && { problem: halt.problem, since: halt.since, until: halt.until },
  }
}
