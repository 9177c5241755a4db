import 'server-only'
import type { Command } from '../transport/http-caller'
import type { Allowance } from './bucket'

/** Our own limit per command and process unless `LIVE_ENGINE_QPS` says otherwise; the engine allows 200 (contract §1.1). */
export const DEFAULT_QPS = 160
const MAX_BURST = 40
/** The room list allows 10 a second where other commands allow 200 (contract §2.1): 8 for 160. */
const LIST_SHARE = 1 / 20

/**
 * What this process allows itself of a command, out of `qps`. Faults §4 lets a burst be 40; an eighth of the rate leaves
 * room below the engine's own limit for calls that are on the way for unlike times, and, as it shrinks with the rate,
 * N replicas at 160/N each stay below it together.
 */
export function allowanceOf(command: Command, qps: number): Allowance {
  if (command === 'get_room_list') return { perSecond: Math.max(1, qps * LIST_SHARE), burst: 1 }
  return { perSecond: qps, burst: Math.min(MAX_BURST, Math.max(1, Math.floor(qps / 8))) }
}
