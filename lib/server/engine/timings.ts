import 'server-only'

/** All in milliseconds; tests use shorter ones. */
export type Timings = {
  /** Opening a connection, TLS included. */
  connectMs: number
  /** One attempt: connection, headers and body. */
  attemptMs: number
  /** No attempt starts with less time than this before the deadline. */
  minAttemptMs: number
  /** Upper bound of the first pause after a fault; doubles with each attempt. */
  shortPauseMs: number
  /** First pause after a rate-limit code; doubles with each attempt. */
  longPauseMs: number
  /** Upper bound of every pause. */
  maxPauseMs: number
}

/**
 * The Live service gives up after 3 s and says so, therefore an attempt may take longer than that.
 * See docs/save-guarantees.md#limits-and-timings.
 */
export const TIMINGS: Timings = {
  connectMs: 1_000,
  attemptMs: 4_000,
  minAttemptMs: 500,
  shortPauseMs: 50,
  longPauseMs: 1_000,
  maxPauseMs: 5_000,
}

/**
 * How long the attempt log's permission to send is valid, counted from the request for it. A process
 * that was suspended meanwhile needs a new one, because another replica may hold the lease by then.
 */
export const PERMIT_VALIDITY_MS = 1_000
