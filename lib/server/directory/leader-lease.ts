import 'server-only'
import { randomUUID } from 'node:crypto'
import { DIRECTORY_LEASE, type WorkerLeases } from '../db/repositories/worker-leases'

/** Lets one process among all replicas read the directory from the Live service. */
export type LeaderLease = {
  /** Acquires or renews the lease. Call it every {@link RENEW_MS}; throws `journal.unavailable`. */
  renew(): Promise<void>
  /** Until when this process has the lease, in ms of the clock; the past if it has not. */
  heldUntil(): number
  /** The next process may take over. Call it when no call is on its way any more. */
  release(): Promise<void>
}

export const RENEW_MS = 5_000
/** Two renewals may fail. */
const TTL_MS = 15_000

/** `clock` in ms, monotonic: however the wall clocks step, two processes never hold the lease. */
export function createLeaderLease(
  leases: WorkerLeases,
  clock: () => number = () => performance.now(),
  holder: string = randomUUID(),
): LeaderLease {
  let heldUntil = Number.NEGATIVE_INFINITY
  return {
    async renew() {
      // From before the query: the store counts from a moment after it.
      const startedAt = clock()
      const isHeld = await leases.acquire(DIRECTORY_LEASE, holder, TTL_MS)
      heldUntil = isHeld ? startedAt + TTL_MS : Number.NEGATIVE_INFINITY
    },
    heldUntil: () => heldUntil,
    async release() {
      if (heldUntil === Number.NEGATIVE_INFINITY) return
      heldUntil = Number.NEGATIVE_INFINITY
      await leases.release(DIRECTORY_LEASE, holder)
    },
  }
}
