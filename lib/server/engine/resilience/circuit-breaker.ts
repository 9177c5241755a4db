import 'server-only'

const WINDOW_SECONDS = 30
const MIN_CALLS = 20
const FAULT_SHARE = 0.5
const OPEN_MS = 5_000

/** `until` by the breaker's clock: when the next probe may be sent; null while closed. */
export type CircuitBreakerState = {
  open: boolean
  until: number | null
  calls: number
  faults: number
}

type CircuitBreaker = {
  /** True while closed; while open, true once every five seconds for a probe. */
  canCall(): boolean
  /** A call is sent now; while open it counts as the probe. */
  recordStart(): void
  /** A call that was sent at `startedAt` has ended. */
  recordEnd(isFault: boolean, startedAt: number): void
  state(): CircuitBreakerState
}

/**
 * Opens if at least half of the calls of the last 30 seconds, and at least 20 calls, ended in
 * faults. Then one call every five seconds is a probe, and the first reply closes it. This
 * replaces cockatiel, which makes callers wait for the probe although our reads must fail at once,
 * and whose window counts calls instead of time. `clock` in ms, monotonic.
 */
export function createCircuitBreaker(clock: () => number): CircuitBreaker {
  let counts: { second: number; calls: number; faults: number }[] = []
  let openedAt = 0
  let until: number | null = null

  function recentCounts() {
    const oldest = Math.floor(clock() / 1_000) - WINDOW_SECONDS
    counts = counts.filter(({ second }) => second > oldest)
    return counts
  }

  const sum = (field: 'calls' | 'faults') =>
    recentCounts().reduce((total, count) => total + count[field], 0)

  function addCall(isFault: boolean) {
    const second = Math.floor(clock() / 1_000)
    const last = recentCounts().at(-1)
    const count = last?.second === second ? last : { second, calls: 0, faults: 0 }
    if (count !== last) counts.push(count)
    count.calls += 1
    if (isFault) count.faults += 1
  }

  return {
    canCall: () => until === null || clock() >= until,
    recordStart() {
      if (until !== null) until = clock() + OPEN_MS
    },
    recordEnd(isFault, startedAt) {
      if (until === null) {
        addCall(isFault)
        if (sum('calls') < MIN_CALLS || sum('faults') < sum('calls') * FAULT_SHARE) return
        openedAt = clock()
        until = openedAt + OPEN_MS
        return
      }
      // A call that was sent before the breaker opened says nothing about the present.
      if (startedAt <= openedAt) return
      if (isFault) {
        until = clock() + OPEN_MS
      } else {
        until = null
        counts = []
      }
    },
    state: () => ({ open: until !== null, until, calls: sum('calls'), faults: sum('faults') }),
  }
}
