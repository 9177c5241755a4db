import 'server-only'
import { randomUUID } from 'node:crypto'
import type { WorkerLease, WorkerLeases } from '../db/repositories/worker-leases'

/** Lets one process among all replicas do a background job. */
export type LeaderLease = {
  /**
   * Acquires or renews the lease; resolves to the ms until the next call. Throws
   * `journal.unavailable`.
   */
  renew(): Promise<number>
  /** Until when this process has the lease, in ms of the clock; the past if it has not. */
  heldUntil(): number
  /** The next process may take over. Call it when no call is on its way any more. */
  release(): Promise<void>
}

const RENEW_MS = 5_000
/** How often the others check whether the holder still renews it. */
const CHECK_MS = 2_000
/** Two renewals may fail. */
const TTL_MS = 15_000
/**
 * Between two holders: calls of the last one may reach the Live service a little late, and count
 * towards its limits for a second.
 */
const HANDOVER_MS = 1_000

/**
 * `name` is that of the job. `isOnlyProcess`: the store belongs to this process, so an earlier holder
 * has ended. `clock` in ms, monotonic: however clocks step, two processes never hold the lease.
 */
export function createLeaderLease(
  leases: WorkerLeases,
  name: string,
  isOnlyProcess: boolean,
  clock: () => number = () => performance.now(),
  holder: string = randomUUID(),
): LeaderLease {
  let heldUntil = Number.NEGATIVE_INFINITY
  /** Since when this process sees the lease of another one as it is. */
  let firstSeen: { lease: WorkerLease; at: number } | null = null

  function mayTake(lease: WorkerLease | null): boolean {
    if (lease === null || isOnlyProcess || lease.holder === holder) return true
    const isSame = firstSeen?.lease.holder === lease.holder && firstSeen.lease.beat === lease.beat
    if (!firstSeen || !isSame) firstSeen = { lease, at: clock() }
    const expiryMs = lease.holder === null ? 0 : TTL_MS
    return clock() > firstSeen.at + expiryMs + HANDOVER_MS
  }

  return {
    async renew() {
      // From before the queries: the others count from a moment after them.
      const startedAt = clock()
      const lease = await leases.find(name)
      const isHeld = mayTake(lease) && (await leases.take(name, lease, holder))
      heldUntil = isHeld ? startedAt + TTL_MS : Number.NEGATIVE_INFINITY
      return isHeld ? RENEW_MS : CHECK_MS
    },
    heldUntil: () => heldUntil,
    async release() {
      if (heldUntil === Number.NEGATIVE_INFINITY) return
      heldUntil = Number.NEGATIVE_INFINITY
      await leases.release(name, holder)
    },
  }
}
