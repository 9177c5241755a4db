import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Change } from '@/lib/shared/changes/change'
import type { Journal } from '../db/repositories/journal/journal'
import type { JournalRecord, Settlement } from '../db/repositories/journal/journal-types'
import type { Log } from '../runtime/log'
import type { Lease, LeaseKeeper } from './lease-keeper'

const RETRY_PAUSE_MS = 2_000

/** Contains no actor, because recovery settles changes without one. */
export type SettleDeps = {
  journal: Pick<Journal, 'settle' | 'find'>
  leaseKeeper: Pick<LeaseKeeper, 'withLease'>
  realtime: { publishRoomChange(room: string): void }
  log: Log
  ref: string
}

/**
 * Writes the outcome and returns what the journal holds now: another process may have taken the
 * change over and settled it. If the journal cannot be written, the user still gets the result of
 * each key, and the outcome is written later.
 */
export async function settle(
  deps: SettleDeps,
  lease: Lease,
  settlement: Settlement,
): Promise<JournalRecord> {
  try {
    return await writeSettlement(deps, lease, settlement)
  } catch (err) {
    deps.log.error({ event: 'save-unrecorded', ref: deps.ref, change: lease.change.id, err })
    settleLater(deps, lease, async () => settlement)
    return toUnrecorded(lease, settlement)
  }
}

/**
 * The response while the journal does not contain the outcome. Without a recorded call every process
 * comes to `not-applied`, so that is final. Any other outcome could still be settled differently
 * after a crash: the change stays pending, as in the journal; what was read back is shown if all of
 * it was applied.
 */
function toUnrecorded({ change, mayBeRecorded }: Lease, settlement: Settlement): JournalRecord {
  const { outcome, results, readAt, engine, problem, after = null } = settlement
  const details = { results, readAt, ...(engine && { engine }) }
  if (outcome === 'not-applied' && !mayBeRecorded) {
    return { change: { ...change, ...details, outcome }, problem, after: null }
  }
  const pending: Change = { ...change, outcome: 'pending' }
  if (outcome !== 'applied') return { change: pending, after: null }
  return { change: { ...pending, ...details }, after: after && [...after] }
}

/**
 * Repeats `findSettlement` until the change is settled, by this process or another one.
 * `findSettlement` resolves to null while the outcome is not certain. Reads and records, but never
 * sends: see docs/save-guarantees.md#guarantees.
 */
export function settleLater(
  deps: SettleDeps,
  lease: Lease,
  findSettlement: () => Promise<Settlement | null>,
): void {
  const { id } = lease.change
  deps.leaseKeeper
    .withLease(id, lease.holder, async () => {
      for (;;) {
        await sleep(RETRY_PAUSE_MS, undefined, { ref: false })
        if (await trySettle(deps, lease, findSettlement)) return
      }
    })
    .catch((err: unknown) => deps.log.error({ event: 'settle', ref: deps.ref, change: id, err }))
}

/** Resolves to true when the change is settled. */
async function trySettle(
  deps: SettleDeps,
  lease: Lease,
  findSettlement: () => Promise<Settlement | null>,
): Promise<boolean> {
  try {
    const settlement = await findSettlement()
    if (settlement) {
      return (await writeSettlement(deps, lease, settlement)).change.settledAt !== null
    }
    const record = await deps.journal.find(lease.change.id)
    return record !== null && record.change.settledAt !== null
  } catch (err) {
    deps.log.warn({ event: 'settle', ref: deps.ref, change: lease.change.id, err })
    return false
  }
}

async function writeSettlement(
  deps: SettleDeps,
  { change: { id }, holder }: Lease,
  settlement: Settlement,
): Promise<JournalRecord> {
  const record = await deps.journal.settle(id, settlement, holder)
  const { outcome, durationMs, engine, room } = record.change
  deps.log.info({ event: 'save', ref: deps.ref, change: id, room, outcome, durationMs, engine })
  deps.realtime.publishRoomChange(room)
  return record
}
