import 'server-only'
import type { Journal } from '../db/repositories/journal/journal'
import type { UnsettledChange } from '../db/repositories/journal/leases'
import { PERMIT_VALIDITY_MS } from '../engine/timings'
import type { LeaseKeeper } from './lease-keeper'

/**
 * An unsettled change that no process works on. `latestStart`: when its calls may have started at the
 * latest, in ms of the monotonic clock.
 */
export type AbandonedChange = UnsettledChange & { latestStart: number }

export type FindAbandonedDeps = {
  journal: Pick<Journal, 'holder' | 'listUnsettled'>
  leaseKeeper: Pick<LeaseKeeper, 'isHeld'>
}

/**
 * A lease expires when its heartbeat has not changed for this long: five missed heartbeats of 3 s
 * each (docs/save-guarantees.md#limits-and-timings).
 */
export const LEASE_EXPIRY_MS = 15_000

/**
 * Returns a function that finds the changes whose heartbeat has stopped; their process may belong to
 * another replica. The age of a heartbeat counts from when this process first saw it, by its own
 * monotonic clock: however the wall clocks step, no lease expires early or stays for long.
 */
export function createExpiredFinder(
  { journal }: Pick<FindAbandonedDeps, 'journal'>,
  clock = () => performance.now(),
): () => Promise<AbandonedChange[]> {
  let firstSeen = new Map<string, { heartbeat: string; at: number }>()
  return async () => {
    const listedAt = clock()
    const unsettled = await journal.listUnsettled()
    const seenNow = unsettled.map(({ change, holder, heartbeatAt }) => {
      const heartbeat = `${holder} ${heartbeatAt}`
      const before = firstSeen.get(change.id)
      const seen = before?.heartbeat === heartbeat ? before : { heartbeat, at: clock() }
      return [change.id, seen] as const
    })
    firstSeen = new Map(seenNow)
    return unsettled.flatMap((listed) => {
      const { at = listedAt } = firstSeen.get(listed.change.id) ?? {}
      if (listedAt - at < LEASE_EXPIRY_MS) return []
      // The record of a call renews the heartbeat, and the call is sent that much later at most.
      return [{ ...listed, latestStart: at + PERMIT_VALIDITY_MS }]
    })
  }
}

/**
 * Returns a function that finds the changes that this process does not work on, for a store that
 * only this process uses. The first time, every change of an earlier process is abandoned; later,
 * one that nothing works on twice in a row. `startedAt`, when this process started by the monotonic
 * clock, is after every call of an earlier one.
 */
export function createUnheldFinder(
  { journal, leaseKeeper }: FindAbandonedDeps,
  startedAt: number,
): () => Promise<AbandonedChange[]> {
  let unheldBefore: ReadonlySet<string> | null = null
  return async () => {
    const unsettled = await journal.listUnsettled()
    const unheld = unsettled.filter(({ change }) => !leaseKeeper.isHeld(change.id))
    const before = unheldBefore
    unheldBefore = new Set(unheld.map(({ change }) => change.id))
    const abandoned = unheld.filter(({ change, holder }) =>
      before === null ? holder !== journal.holder : before.has(change.id),
    )
    const latestStart = before === null ? startedAt : performance.now()
    return abandoned.map((each) => ({ ...each, latestStart }))
  }
}
