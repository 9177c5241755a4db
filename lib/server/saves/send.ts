import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problem-codes'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { mustDeleteFirst } from '@/lib/shared/metadata/metadata-rules'
import type { EngineClient } from '../engine/client'
import type { WriteResult } from '../engine/write-result'
import { type AttemptLogDeps, createAttemptLog } from './attempt-log'
import { type InFlightDeps, inFlightCallOptions } from './in-flight'
import type { Lease } from './lease-keeper'
import type { TrackedChange, WriteStatus } from './outcome'
import { type ReadBackDeps, readUntilConclusive } from './read-back'

export type SendDeps = AttemptLogDeps &
  InFlightDeps &
  ReadBackDeps & { engine: Pick<EngineClient, 'setMetadata' | 'deleteMetadata'> }

/** The changes with their statuses; `problem` is the first one that occurred. */
export type SendChangesResult = {
  trackedChanges: TrackedChange[]
  problem?: Problem
  engine?: EngineError
}

type Step = 'set' | 'delete'

/**
 * Sends key changes whose keys have their `from` value in `before`: at most one `set` and one
 * `delete`. The `set` goes first, unless the room could not hold the old and the new entries
 * together. The second call is sent only if the first one is known to be applied. `deadline` in
 * epoch ms.
 */
export async function sendChanges(
  deps: SendDeps,
  lease: Lease,
  before: readonly Entry[],
  changes: readonly KeyChange[],
  deadline: number,
): Promise<SendChangesResult> {
  const changesByStep: Record<Step, KeyChange[]> = {
    set: changes.filter(({ to }) => to !== null),
    delete: changes.filter(({ to }) => to === null),
  }
  const order: Step[] = mustDeleteFirst(before, changes) ? ['delete', 'set'] : ['set', 'delete']
  const trackedByKey = new Map<string, TrackedChange>(
    changes.map((change) => [change.key, { ...change, status: 'refused' }]),
  )
  const errors: Omit<SendChangesResult, 'trackedChanges'> = {}
  for (const step of order.filter((step) => changesByStep[step].length > 0)) {
    const stepChanges = changesByStep[step]
    const result = await sendStep(deps, lease, step, stepChanges, deadline)
    const status = toWriteStatus(result)
    for (const change of stepChanges) trackedByKey.set(change.key, { ...change, ...status })
    errors.engine = toEngineError(result)
    if (result.result === 'accepted') continue
    errors.problem ??= result.problem
    if (status.status === 'unknown') {
      const applied = await findApplied(deps, lease, stepChanges, status, deadline)
      for (const change of applied) trackedByKey.set(change.key, change)
      if (applied.length === stepChanges.length) continue
    }
    if (status.status === 'refused' && step === 'set' && order[0] === 'delete') {
      await rollBackDeletes(deps, lease, changesByStep.delete, trackedByKey, deadline)
    }
    break
  }
  return { trackedChanges: [...trackedByKey.values()], ...errors }
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

function toWriteStatus(result: WriteResult): WriteStatus {
  if (result.result === 'accepted') return { status: 'accepted' }
  if (result.result === 'unknown') return { status: 'unknown', startedAt: result.startedAt }
  // The reply does not say who deleted the keys, so the room is read. No call is running any more:
  // docs/live-api.md#del_room_metadata.
  if (result.problem.code === 'room.keys-gone') return { status: 'unknown', startedAt: 0 }
  return { status: 'refused' }
}

function toEngineError(result: WriteResult): EngineError {
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
): Promise<TrackedChange[]> {
  const trackedChanges = stepChanges.map(
    (keyChange): TrackedChange => ({ ...keyChange, ...status }),
  )
  const read = await readUntilConclusive(deps, change.room, trackedChanges, deadline)
  return read.trackedChanges.filter((keyChange) => keyChange.status === 'accepted')
}

/**
 * Restores deleted keys after the `set` that they made space for was refused. A save makes no other
 * additional write: docs/save-guarantees.md#guarantees.
 */
async function rollBackDeletes(
  deps: SendDeps,
  lease: Lease,
  deleteChanges: readonly KeyChange[],
  trackedByKey: Map<string, TrackedChange>,
  deadline: number,
) {
  const entries = deleteChanges.flatMap(({ key, from }) =>
    from === null ? [] : [{ key, value: from }],
  )
  if (entries.length === 0) return
  const attemptLog = createAttemptLog(deps, lease, 'put-back')
  const call = { deadline, ...inFlightCallOptions(deps), attemptLog }
  const result = await deps.engine.setMetadata(lease.change.room, entries, call)
  if (result.result === 'refused') return
  const status: WriteStatus =
    result.result === 'accepted'
      ? { status: 'refused' }
      : { status: 'rollback-unknown', startedAt: result.startedAt }
  for (const change of deleteChanges) trackedByKey.set(change.key, { ...change, ...status })
}
