import 'server-only'

const WINDOW_S = 30
const LEAST_CALLS = 20
const FAULT_SHARE = 0.5
const OPEN_MS = 5_000

/** `until` by the same clock: when the next probe may go; null while closed. */
export type BreakerState = { open: boolean; until: number | null; calls: number; faults: number }

export type Breaker = {
  /** Whether a call may leave: always while closed, and one as a probe every five seconds while open. */
  allows(): boolean
  /** A call leaves now; while open it is the probe. */
  enter(): void
  /** How a call ended that left at `enteredAt`. */
  heard(fault: boolean, enteredAt: number): void
  state(): BreakerState
}

/**
 * Opens when of the last 30 seconds' calls, at least 20, half were faults; then one call every five seconds may find
 * out, and the first one that is answered closes it. Its own and not a library's: cockatiel lets everybody wait for
 * the probe, where our reads shall fail at once, and turns its window by calls instead of by time. `clock` in ms.
 */
export function createBreaker(clock: () => number): Breaker {
  let slots: { second: number; calls: number; faults: number }[] = []
  let openedAt = 0
  let until: number | null = null

  function recent() {
    const oldest = Math.floor(clock() / 1_000) - WINDOW_S
    slots = slots.filter(({ second }) => second > oldest)
    return slots
  }

  const sum = (name: 'calls' | 'faults') => recent().reduce((total, slot) => total + slot[name], 0)

  function count(fault: boolean) {
    const second = Math.floor(clock() / 1_000)
    const last = recent().at(-1)
    const slot = last?.second === second ? last : { second, calls: 0, faults: 0 }
    if (slot !== last) slots.push(slot)
    slot.calls += 1
    if (fault) slot.faults += 1
  }

  return {
    allows: () => until === null || clock() >= until,
    enter() {
      if (until !== null) until = clock() + OPEN_MS
    },
    heard(fault, enteredAt) {
      if (until === null) {
        count(fault)
        if (sum('calls') < LEAST_CALLS || sum('faults') < sum('calls') * FAULT_SHARE) return
        openedAt = clock()
        until = openedAt + OPEN_MS
        // What left before it opened says nothing of now.
      } else if (enteredAt > openedAt && fault) {
        until = clock() + OPEN_MS
      } else if (enteredAt > openedAt) {
        until = null
        slots = []
      }
    },
    state: () => ({ open: until !== null, until, calls: sum('calls'), faults: sum('faults') }),
  }
}
