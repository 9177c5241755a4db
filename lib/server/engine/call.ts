import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problem-codes'
import type { CallPriority } from './resilience/call-guard'
import type { AttemptClass } from './resilience/retry-policy'

/**
 * `deadline` in ms of the monotonic clock (`performance.now()`), so that a step of the wall clock
 * neither shortens nor extends a call; `ref` finds the lines in the log; `attemptLog` only matters for writes.
 */
export type CallOptions = CallPriority & {
  deadline: number
  ref: string
  attemptLog?: AttemptLog
}

/** How an attempt ended; `ms` is its duration. */
export type AttemptEnd = EngineError & { class: AttemptClass; ms: number }

/** Records every attempt of a write, so that the change can be settled after a crash. */
export type AttemptLog = {
  /** Runs before an attempt waits for its turn. A problem means that it must not be sent. */
  recordStart(): Promise<Problem | null>
  /** Runs after the attempt, also when the engine client itself held it back. */
  recordEnd(end: AttemptEnd): Promise<void>
}
