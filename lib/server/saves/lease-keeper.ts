import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import type { Journal } from '../db/repositories/journal/journal'
import type { Log } from '../runtime/log'

/** Five times as often as a lease expires: docs/save-guarantees.md#limits-and-timings. */
const HEARTBEAT_MS = 3_000

/**
 * An unsettled change and the name under which this process holds its row. `hasSent` turns true
 * with the first attempt that was sent, `mayBeRecorded` when the journal may have the record of one,
 * so that another process could come to another result than this one.
 */
export type Lease = { change: Change; holder: string; hasSent: boolean; mayBeRecorded: boolean }

/** Renews the leases of this process, so that no other process takes them over. */
export type LeaseKeeper = {
  /** Renews the lease of change `id` while `work` runs. */
  withLease<T>(id: string, holder: string, work: () => Promise<T>): Promise<T>
  /** True while work of this process holds the lease of change `id`. */
  isHeld(id: string): boolean
  /** Resolves when this process holds no lease, at the latest after `timeoutMs`. */
  waitUntilIdle(timeoutMs: number): Promise<void>
}

export function createLeaseKeeper(journal: Pick<Journal, 'heartbeat'>, log: Log): LeaseKeeper {
  // One item per piece of work: a save and the work that settles it later may overlap.
  const heldLeases = new Set<{ id: string; holder: string }>()
  const idleListeners = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined

  async function sendHeartbeats(): Promise<void> {
    for (const holder of new Set([...heldLeases].map((lease) => lease.holder))) {
      const ids = [...heldLeases].flatMap((lease) => (lease.holder === holder ? [lease.id] : []))
      await journal.heartbeat(ids, holder).catch((err: unknown) => {
        log.warn({ event: 'heartbeat', err })
      })
    }
  }

  function release(lease: { id: string; holder: string }): void {
    heldLeases.delete(lease)
    if (heldLeases.size > 0) return
    clearInterval(timer)
    timer = undefined
    for (const resolve of idleListeners) resolve()
    idleListeners.clear()
  }

  return {
    async withLease(id, holder, work) {
      const lease = { id, holder }
      heldLeases.add(lease)
      timer ??= setInterval(() => void sendHeartbeats(), HEARTBEAT_MS).unref()
      try {
        return await work()
      } finally {
        release(lease)
      }
    },
    isHeld: (id) => [...heldLeases].some((lease) => lease.id === id),
    waitUntilIdle: (timeoutMs) =>
      new Promise((resolve) => {
        if (heldLeases.size === 0) return resolve()
        idleListeners.add(resolve)
        setTimeout(resolve, timeoutMs)
      }),
  }
}
