import 'server-only'
import type { Command } from '../commands'
import type { RateLimit } from './token-bucket'

/**
 * Calls per second, command and process unless `LIVE_ENGINE_QPS` is set. The Live service allows
 * 200: docs/live-api.md#envelope.
 */
export const DEFAULT_QPS = 160
const MAX_BURST = 40
/**
 * The Live service allows 10 list calls a second instead of 200 (docs/live-api.md#get_room_list): 8
 * for 160.
 */
const LIST_SHARE = 1 / 20

/**
 * Returns this process's own limit for a command, given `qps`. The burst is an eighth of the rate:
 * it leaves room for calls that arrive unevenly, and N replicas at 160/N each stay below the limit
 * of the Live service together. See docs/save-guarantees.md#limits-and-timings.
 */
export function rateLimitFor(command: Command, qps: number): RateLimit {
  if (command === 'get_room_list') return { perSecond: Math.max(1, qps * LIST_SHARE), burst: 1 }
  return { perSecond: qps, burst: Math.min(MAX_BURST, Math.max(1, Math.floor(qps / 8))) }
}
