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

/** The documented limit, 200, is a quarter above the default rate, 160. */
const WINDOW_SHARE = 1.25

/**
 * Returns the pace of a command in this process, given `qps`. The burst is an eighth of the rate: it
 * leaves room for calls that arrive unevenly. See docs/save-guarantees.md#limits-and-timings.
 */
export function rateLimitFor(command: Command, qps: number): RateLimit {
  if (command === 'get_room_list') return { perSecond: Math.max(1, qps * LIST_SHARE), burst: 1 }
  return { perSecond: qps, burst: Math.min(MAX_BURST, Math.max(1, Math.floor(qps / 8))) }
}

/**
 * Returns how many calls of a command may reach the Live service in any second. N replicas at 160/N
 * each stay within its limit together.
 */
export function maxCallsInWindow(command: Command, qps: number): number {
  return Math.max(1, Math.floor(rateLimitFor(command, qps).perSecond * WINDOW_SHARE))
}
