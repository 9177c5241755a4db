import 'server-only'
import type { Database } from '../db/database'
import type { Journal } from '../db/repositories/journal/journal'
import type { StaleChange } from '../db/repositories/journal/leases'
import { PERMIT_VALIDITY_MS } from '../engine/timings'
import type { LeaseKeeper } from './lease-keeper'

/** An unsettled change that no process works on. */
export type AbandonedChange = StaleChange & {
  /** Makes `holder` its holder; false if another process was faster. */
  takeOver(holder: string): Promise<boolean>
  /** The latest time at which a call that was recorded at `sentAt` may have started, in epoch ms. */
  latestStartOf(sentAt: string): number
}

export type FindAbandonedDeps = {
  database: Pick<Database, 'now'>
  journal: Pick<Journal, 'holder' | 'listStale' | 'takeOver'>
  leaseKeeper: Pick<LeaseKeeper, 'isHeld'>
}

/**
 * Finds the changes whose heartbeat has stopped: their process may belong to another replica. The
 * database's clock stamps heartbeats and calls.
 */
export async function findStale({
  database,
  journal,
}: Omit<FindAbandonedDeps, 'leaseKeeper'>): Promise<AbandonedChange[]> {
  const staleChanges = await journal.listStale()
  if (staleChanges.length === 0) return []
  const clockOffsetMs = (await database.now()) - Date.now()
  return staleChanges.map((stale) => ({
    ...stale,
    takeOver: (holder) => journal.takeOver(stale.change.id, holder),
    // A call may be sent that much later than it was recorded.
    latestStartOf: (sentAt) => Date.parse(sentAt) - clockOffsetMs + PERMIT_VALIDITY_MS,
  }))
}

/**
 * Returns a function that finds the changes that this process does not work on, for a store that
 * only this process uses. No clock decides: the first time, every change of an earlier process is
 * abandoned; later, one that nothing works on twice in a row. `startedAt`, when this process
 * started, is after every call of an earlier one.
 */
export function createUnheldFinder(
  { journal, leaseKeeper }: FindAbandonedDeps,
  startedAt: number,
): () => Promise<AbandonedChange[]> {
  let unheldBefore: ReadonlySet<string> | null = null
  return async () => {
    const unsettled = await journal.listStale(null)
    const unheld = unsettled.filter(({ change }) => !leaseKeeper.isHeld(change.id))
    const before = unheldBefore
    unheldBefore = new Set(unheld.map(({ change }) => change.id))
    const abandoned = unheld.filter(({ change, holder }) =>
      before === null ? holder !== journal.holder : before.has(change.id),
    )
    const latestStart = before === null ? startedAt : Date.now()
    return abandoned.map((each) => ({
      ...each,
      takeOver: (holder) => journal.takeOver(each.change.id, holder, null),
      latestStartOf: () => latestStart,
    }))
  }
}
