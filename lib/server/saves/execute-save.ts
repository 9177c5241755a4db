import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import { settlementWithoutSend } from '../db/repositories/journal/journal'
import type { JournalRecord } from '../db/repositories/journal/journal-types'
import type { Lease } from './attempt-log'
import type { SentChange } from './outcome'
import {
  explainFullRoom,
  findConflict,
  type PreconditionDeps,
  readFreshEntries,
} from './preconditions'
import { readBack, readUntilConclusive, settlementOf } from './read-back'
import { type SendDeps, send } from './send'
import { type SettleDeps, settle, settleLater } from './settle'

export type ExecuteSaveDeps = PreconditionDeps &
  SendDeps &
  SettleDeps & { journal: { holder: string } }

/** From the first read to the response: docs/save-guarantees.md#limits-and-timings. */
const DEADLINE_MS = 10_000

/**
 * Executes a change that this process has journalled as pending: read, compare, send, read back,
 * settle. Resolves to the settled change with the reason why it was not applied. If the Live
 * service or the journal leaves the outcome open, resolves to the unsettled change, and this
 * process goes on settling it.
 */
export async function executeSave(deps: ExecuteSaveDeps, change: Change): Promise<JournalRecord> {
  const { holder } = deps.journal
  return deps.leaseKeeper.withLease(change.id, holder, () =>
    executeWithLease(deps, { change, holder, hasSent: false }, Date.now() + DEADLINE_MS),
  )
}

async function executeWithLease(
  deps: ExecuteSaveDeps,
  lease: Lease,
  deadline: number,
): Promise<JournalRecord> {
  const { change } = lease
  const fresh = await readFreshEntries(deps, change.room, deadline)
  if (fresh instanceof Problem) return settle(deps, lease, settlementWithoutSend(change, fresh))
  const conflict = findConflict(change.changes, fresh)
  if (conflict) return settle(deps, lease, settlementWithoutSend(change, conflict, fresh))
  const values = valuesByKey(fresh)
  const toSend = change.changes.filter(({ key, to }) => (values.get(key) ?? null) !== to)
  const inPlace = change.changes.filter((keyChange) => !toSend.includes(keyChange))
  const result = await send(deps, lease, fresh, toSend, deadline)
  const sent = [
    ...inPlace.map((keyChange): SentChange => ({ ...keyChange, status: 'no-op' })),
    ...result.sent,
  ]
  if (sent.every(({ status }) => status === 'refused')) {
    const problem = await explainFullRoom(deps, change, fresh, result.problem, deadline)
    return settle(deps, lease, settlementWithoutSend(change, problem, fresh))
  }
  const read = await readUntilConclusive(deps, change.room, sent, deadline)
  if (!read.isInconclusive) return settle(deps, lease, settlementOf(read, result))
  let known = read.sent
  settleLater(deps, lease, async () => {
    const next = await readBack(deps, change.room, known)
    known = next.sent
    return next.isInconclusive ? null : settlementOf(next, result)
  })
  return settle(deps, lease, { ...settlementOf(read, result), outcome: 'unknown' })
}
