import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problems'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { mustDeleteFirst } from '@/lib/shared/metadata/metadata'
import type { EngineClient } from '../engine/client'
import type { WriteResult } from '../engine/write-result'
import { type AttemptLogDeps, createAttemptLog, type Lease } from './attempt-log'
import { type InFlightDeps, inFlightCallOptions } from './in-flight'
import type { SentChange, WriteStatus } from './outcome'
import { type ReadBackDeps, readUntilConclusive } from './read-back'

export type SendDeps = AttemptLogDeps &
  InFlightDeps &
  ReadBackDeps & { engine: Pick<EngineClient, 'setMetadata' | 'deleteMetadata'> }

/** The changes with their statuses; `problem` is the first one that occurred. */
export type SendResult = { sent: SentChange[]; problem?: Problem; engine?: EngineError }

type Step = 'set' | 'delete'

/**
 * Sends key changes whose keys have their `from` value in `before`: at most one `set` and one
 * `delete`. The `set` goes first, unless the room could not hold the old and the new entries
 * together. The second call is sent only if the first one is known to be applied. `deadline` in
 * epoch ms.
 */
export async function send(
  deps: SendDeps,
  lease: Lease,
  before: readonly Entry[],
  changes: readonly KeyChange[],
  deadline: number,
): Promise<SendResult> {
  const changesByStep: Record<Step, KeyChange[]> = {
    set: changes.filter(({ to }) => to !== null),
    delete: changes.filter(({ to }) => to === null),
  }
  const order: Step[] = mustDeleteFirst(before, changes) ? ['delete', 'set'] : ['set', 'delete']
  const sent = new Map<string, SentChange>(
    changes.map((change) => [change.key, { ...change, status: 'refused' }]),
  )
  const reply: Omit<SendResult, 'sent'> = {}
  for (const step of order.filter((each) => changesByStep[each].length > 0)) {
    const stepChanges = changesByStep[step]
    const result = await sendStep(deps, lease, step, stepChanges, deadline)
    const status = statusOf(result)
    for (const change of stepChanges) sent.set(change.key, { ...change, ...status })
    reply.engine = engineErrorOf(result)
    if (result.result === 'accepted') continue
    reply.problem ??= result.problem
    if (status.status === 'unknown') {
      const applied = await findApplied(deps, lease, stepChanges, status, deadline)
      for (const change of applied) sent.set(change.key, change)
      if (applied.length === stepChanges.length) continue
    }
    if (status.status === 'refused' && step === 'set' && order[0] === 'delete') {
      await rollBackDeletes(deps, lease, changesByStep.delete, sent, deadline)
    }
    break
  }
  return { sent: [...sent.values()], ...reply }
}

function sendStep(
  deps: SendDeps,
  lease: Lease,
  step: Step,
  changes: readonly KeyChange[],
  deadline: number,
) {
  const attemptLog = createAttemptLog(deps, lease, step)
  const call = { deadline, ...inFlightCallOptions(deps), attemptLog }
  const { room } = lease.change
  const entries = changes.flatMap(({ key, to }) => (to === null ? [] : [{ key, value: to }]))
  if (step === 'set') return deps.engine.setMetadata(room, entries, call)
  const keys = changes.map(({ key }) => key)
  return deps.engine.deleteMetadata(room, keys, call)
}

function statusOf(result: WriteResult): WriteStatus {
  if (result.result === 'accepted') return { status: 'accepted' }
  if (result.result === 'unknown') return { status: 'unknown', startedAt: result.startedAt }
  // The reply does not say who deleted the keys, so the room is read. No call is running any more:
  // docs/live-api.md#del_room_metadata.
  if (result.problem.code === 'room.keys-gone') return { status: 'unknown', startedAt: 0 }
  return { status: 'refused' }
}

function engineErrorOf(result: WriteResult): EngineError {
  const error = result.result === 'accepted' ? result.engine : result.problem.details.engine
  return error ?? { code: null, requestId: null }
}

/** Reads the room until the deadline and returns the changes of a lost call that were applied. */
async function findApplied(
  deps: SendDeps,
  { change }: Lease,
  stepChanges: KeyChange[],
  status: WriteStatus,
  deadline: number,
): Promise<SentChange[]> {
  const sent = stepChanges.map((keyChange): SentChange => ({ ...keyChange, ...status }))
  const read = await readUntilConclusive(deps, change.room, sent, deadline)
  return read.sent.filter((keyChange) => keyChange.status === 'accepted')
}

/**
 * Restores deleted keys after the `set` that they made space for was refused. A save makes no other
 * additional write: docs/save-guarantees.md#guarantees.
 */
async function rollBackDeletes(
  deps: SendDeps,
  lease: Lease,
  deleted: readonly KeyChange[],
  sent: Map<string, SentChange>,
  deadline: number,
) {
  const entries = deleted.flatMap(({ key, from }) => (from === null ? [] : [{ key, value: from }]))
  if (entries.length === 0) return
  const attemptLog = createAttemptLog(deps, lease, 'put-back')
  const call = { deadline, ...inFlightCallOptions(deps), attemptLog }
  const result = await deps.engine.setMetadata(lease.change.room, entries, call)
  if (result.result === 'refused') return
  const status: WriteStatus =
    result.result === 'accepted'
      ? { status: 'refused' }
      : { status: 'rollback-unknown', startedAt: result.startedAt }
  for (const change of deleted) sent.set(change.key, { ...change, ...status })
}
