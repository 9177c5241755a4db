import 'server-only'
import { Problem, toProblem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import { createNotAppliedSettlement, type Journal } from '../db/repositories/journal/journal'
import type { JournalRecord } from '../db/repositories/journal/journal-types'
import type { Lease } from './lease-keeper'
import { type NameWritersDeps, nameWriters } from './name-writers'
import {
  explainFullRoom,
  findConflict,
  type PreconditionDeps,
  readFreshEntries,
  rebaseOnto,
} from './preconditions'
import { readBack, readUntilConclusive, toSettlement, waitForExpiry } from './read-back'
import { createRoomView } from './room-view'
import { type SendChangesResult, type SendDeps, sendChanges } from './send'
import { type SettleDeps, settle, settleLater } from './settle'

export type ExecuteSaveDeps = NameWritersDeps &
  PreconditionDeps &
  SendDeps &
  SettleDeps & { journal: Pick<Journal, 'holder' | 'rebase'> }

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
  const view = createRoomView(deps, change.room, freshEntries, deadline)
  const lost = await rebaseOverwrites(deps, lease, freshEntries)
  const conflict = lost ?? findConflict(lease.change.changes, freshEntries)
  if (conflict) {
    const problem = await nameWriters(deps, change.room, conflict, false)
    return settle(deps, lease, createNotAppliedSettlement(change, problem, freshEntries))
  }
  const sent = await sendChanges(deps, { lease, view, deadline })
  const result = { ...sent, problem: await nameWriters(deps, change.room, sent.problem, true) }
  if (!result.read && hadNoEffect(result)) {
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
 * Journals the current values of the keys to overwrite as their `from`, before anything is sent.
 * Resolves to the problem if that fails.
 */
async function rebaseOverwrites(
  { journal }: ExecuteSaveDeps,
  lease: Lease,
  freshEntries: readonly Entry[],
): Promise<Problem | null> {
  const { id, changes } = lease.change
  const rebased = rebaseOnto(changes, freshEntries)
  if (rebased.every(({ from }, index) => from === changes[index]?.from)) return null
  try {
    if (!(await journal.rebase(id, lease.holder, rebased))) return new Problem('save.taken-over')
  } catch (error) {
    return toProblem(error)
  }
  lease.change = { ...lease.change, changes: rebased }
  return null
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
