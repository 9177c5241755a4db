import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { EngineWord } from '@/lib/shared/api/problems'

/**
 * What may be believed of a write: `refused` certainly had no effect, of `unknown` nothing is certain.
 * `startedAt` is the last attempt's start, epoch ms.
 */
export type WriteResult =
  | { result: 'accepted'; engine: EngineWord }
  | { result: 'refused'; problem: Problem }
  | { result: 'unknown'; problem: Problem; startedAt: number }
