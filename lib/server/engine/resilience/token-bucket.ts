import 'server-only'

/** `perSecond` calls on average, and after a quiet time at most `burst` at once. */
export type RateLimit = { perSecond: number; burst: number }

export type TokenBucket = {
  /** Takes a token; false if there is none. */
  takeToken(): boolean
  /** Ms until the next token; 0 if there is one. */
  msUntilToken(): number
  /** Empties the bucket and halves its rate for ten seconds, after a rate-limit code. */
  slowDown(): void
  /** Current tokens per second. */
  perSecond(): number
}

const SLOW_MS = 10_000

/**
 * Creates a token bucket that starts empty, so that it grants at most `perSecond + burst` calls in
 * any second. It paces calls; how many reach the Live service together is up to the call window.
 * `clock` in ms, monotonic.
 */
export function createTokenBucket(
  { perSecond, burst }: RateLimit,
  clock: () => number,
): TokenBucket {
  let tokens = 0
  let filledAt = clock()
  let slowUntil = filledAt

  function fill() {
    const now = clock()
    const slowMs = Math.max(0, Math.min(now, slowUntil) - filledAt)
    const fullMs = Math.max(0, now - filledAt - slowMs)
    tokens = Math.min(burst, tokens + ((slowMs / 2 + fullMs) * perSecond) / 1_000)
    filledAt = now
  }

  const currentRate = () => (clock() < slowUntil ? perSecond / 2 : perSecond)

  return {
    takeToken() {
      fill()
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
    msUntilToken() {
      fill()
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / currentRate()) * 1_000)
    },
    slowDown() {
      fill()
      tokens = 0
      slowUntil = clock() + SLOW_MS
    },
    perSecond: currentRate,
  }
}
