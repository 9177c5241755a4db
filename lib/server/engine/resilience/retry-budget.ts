import 'server-only'

/** A full purse, so that a short fault costs nobody a try; the last half of it is kept for saves that have begun. */
const MOST = 10
const KEPT_FOR_SAVES = 5
/** What a call brings in, and what comes in by itself: where little is asked, a long fault must not use it up for good. */
const PER_CALL = 0.1
const PER_SECOND = 0.1

export type RetryBudget = {
  /** A call is made for the first time. */
  earn(): void
  /** Pays for one more attempt; false when there is not enough. */
  spend(begun: boolean): boolean
  left(): number
}

/**
 * While the engine is down every call could be made three times, which is what it needs least. Out of this purse one
 * call in ten is made again, however long the fault lasts: at 160 calls a second retries are 10 % of the calls, and
 * never over 20 % where at least one call a second is made. `clock` in ms.
 */
export function createRetryBudget(clock: () => number): RetryBudget {
  let purse = MOST
  let countedAt = clock()

  function add(amount: number) {
    const now = clock()
    purse = Math.min(MOST, purse + amount + ((now - countedAt) / 1_000) * PER_SECOND)
    countedAt = now
  }

  return {
    earn: () => add(PER_CALL),
    spend(begun) {
      add(0)
      if (purse - 1 < (begun ? 0 : KEPT_FOR_SAVES)) return false
      purse -= 1
      return true
    },
    left() {
      add(0)
      return purse
    },
  }
}
