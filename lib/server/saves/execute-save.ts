import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { createNotAppliedSettlement } from '../db/repositories/journal/journal'
import type { JournalRecord } from '../db/repositories/journal/journal-types'
import type { Lease } from './lease-keeper'
import {
  explainFullRoom,
  findConflict,
  type PreconditionDeps,
  readFreshEntries,
} from './preconditions'
import { readBack, readUntilConclusive, toSettlement, waitForExpiry } from './read-back'
import { createRoomView } from './room-view'
import { type SendChangesResult, type SendDeps, sendChanges } from './send'
import { type SettleDeps, settle, settleLater } from './settle'

export type ExecuteSaveDeps = PreconditionDeps &
  SendDeps &
  SettleDeps & { journal: { holder: string } }

/** From the first read to the response: docs/save-guarantees.md#limits-and-timings. */
const DEADLINE_MS = 10_000

/**
 * Executes a change that this process has journalled as pending: read, compare, send, read back,
 * settle. Resolves to the settled change and, if it was not applied, the reason. If the Live service
 * or the journal leaves the outcome open, resolves to the unsettled change, and this process keeps
 * trying to settle it.
 */
export async function executeSave(deps: ExecuteSaveDeps, change: Change): Promise<JournalRecord> {
  const { holder } = deps.journal
  return deps.leaseKeeper.withLease(change.id, holder, () =>
    executeWithLease(
      deps,
      { change, holder, hasSent: false, mayBeRecorded: false },
      performance.now() + DEADLINE_MS,
    ),
  )
}

async function executeWithLease(
  deps: ExecuteSaveDeps,
  lease: Lease,
  deadline: number,
): Promise<JournalRecord> {
  const { change } = lease
  const freshEntries = await readFreshEntries(deps, change.room, deadline)
  if (freshEntries instanceof Problem)
    return settle(deps, lease, createNotAppliedSettlement(change, freshEntries))
  const conflict = findConflict(change.changes, freshEntries)
  if (conflict)
    return settle(deps, lease, createNotAppliedSettlement(change, conflict, freshEntries))
  const view = createRoomView(deps, change.room, freshEntries, deadline)
  const result = await sendChanges(deps, { lease, view, deadline })
  if (hadNoEffect(result)) {
    const problem = await explainFullRoom(deps, change, freshEntries, result.problem, deadline)
    return settle(deps, lease, createNotAppliedSettlement(change, problem, view.entries()))
  }
  const read =
    result.read ?? (await readUntilConclusive(deps, change.room, result.trackedChanges, deadline))
  if (!read.isInconclusive) return settle(deps, lease, toSettlement(read, result))
  let latestChanges = read.trackedChanges
  settleLater(deps, lease, async () => {
    await waitForExpiry(latestChanges)
    const next = await readBack(deps, change.room, latestChanges)
    latestChanges = next.trackedChanges
    return next.isInconclusive ? null : toSettlement(next, result)
  })
  return settle(deps, lease, { ...toSettlement(read, result), outcome: 'unknown' })
}

/**
 * True if no call had an effect. Keys that needed no call count as applied, unless others changed a
 * key of the save: then the person decides again about all of them.
 */
function hadNoEffect({ trackedChanges, problem }: SendChangesResult): boolean {
  return trackedChanges.every(
    ({ status }) =>
      status === 'refused' || (status === 'no-op' && problem?.code === 'room.changed'),
  )
}
