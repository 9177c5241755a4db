import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problem-codes'

/**
 * What is known of a write: `refused` certainly had no effect, `unknown` may have had one.
 * `startedAt` is when the last attempt started, by the monotonic clock.
 */
export type WriteResult =
  | { result: 'accepted'; engine: EngineError }
  | { result: 'refused'; problem: Problem }
  | { result: 'unknown'; problem: Problem; startedAt: number }
