import 'server-only'

/** Calls of one kind: so many per second, and after a pause at most `burst` at once. */
export type Allowance = { perSecond: number; burst: number }

export type Bucket = {
  /** Takes a token; false while there is none. */
  take(): boolean
  /** Milliseconds until the next token; 0 = there is one. */
  wait(): number
  /** The engine said "too often": empty, and half as fast for ten seconds from now (faults §2). */
  slowDown(): void
  /** Tokens per second at the moment. */
  perSecond(): number
}

const SLOW_MS = 10_000

/**
 * A token bucket, empty at first: in any one second, wherever it begins, at most `perSecond + burst` calls get a token.
 * A fixed window would let twice its number into one second (faults §4). `clock` in ms; it never goes back.
 */
export function createBucket({ perSecond, burst }: Allowance, clock: () => number): Bucket {
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

  const speed = () => (clock() < slowUntil ? perSecond / 2 : perSecond)

  return {
    take() {
      fill()
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
    wait() {
      fill()
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / speed()) * 1_000)
    },
    slowDown() {
      fill()
      tokens = 0
      slowUntil = clock() + SLOW_MS
    },
    perSecond: speed,
  }
}
