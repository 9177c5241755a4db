import 'server-only'

/** A full budget lets every call of a short fault be retried. */
const MAX_TOKENS = 10
/** Only saves in flight may take the last tokens. */
const RESERVED_FOR_SAVES = 5
const TOKENS_PER_CALL = 0.1
/** Refills the budget while there are few calls, so that a long fault cannot empty it for good. */
const TOKENS_PER_SECOND = 0.1

type RetryBudget = {
  /** The first attempt of a call adds a part of a token. */
  earnToken(): void
  /** Takes a token for a retry; false if there are not enough. */
  takeToken(isSaveInFlight: boolean): boolean
  tokensLeft(): number
}

/**
 * Limits retries to about 10 % of the calls, so that they do not triple the load of a failing
 * service. With at least one call a second it is never more than 20 %. `clock` in ms, monotonic.
 */
export function createRetryBudget(clock: () => number): RetryBudget {
  let tokens = MAX_TOKENS
  let updatedAt = clock()

  function addTokens(amount: number) {
    const now = clock()
    const refill = ((now - updatedAt) / 1_000) * TOKENS_PER_SECOND
    tokens = Math.min(MAX_TOKENS, tokens + amount + refill)
    updatedAt = now
  }

  return {
    earnToken: () => addTokens(TOKENS_PER_CALL),
    takeToken(isSaveInFlight) {
      addTokens(0)
      if (tokens - 1 < (isSaveInFlight ? 0 : RESERVED_FOR_SAVES)) return false
      tokens -= 1
      return true
    },
    tokensLeft() {
      addTokens(0)
      return tokens
    },
  }
}
