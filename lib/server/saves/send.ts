import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problem-codes'
import { invertChanges, valuesByKey } from '@/lib/shared/changes/diff'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { mustDeleteFirst } from '@/lib/shared/metadata/metadata-rules'
import type { Call } from '../db/mappers'
import type { EngineClient } from '../engine/client'
import type { WriteResult } from '../engine/write-result'
import { type AttemptLogDeps, createAttemptLog } from './attempt-log'
import { type InFlightDeps, inFlightCallOptions } from './in-flight'
import type { Lease } from './lease-keeper'
import type { TrackedChange, WriteStatus } from './outcome'
import { type ReadBack, type ReadBackDeps, readUntilConclusive } from './read-back'
import type { RoomView } from './room-view'

export type SendDeps = AttemptLogDeps &
  InFlightDeps &
  ReadBackDeps & { engine: Pick<EngineClient, 'setMetadata' | 'deleteMetadata'> }

/** The save that is being sent; `deadline` in ms of the monotonic clock. */
export type SendContext = { lease: Lease; view: RoomView; deadline: number }

/** The changes with their statuses; `problem` is why the last call was not applied. */
export type SendChangesResult = {
  trackedChanges: readonly TrackedChange[]
  /** The read that decided about the last call, if that call got no reply and was not applied. */
  read?: ReadBack
  problem?: Problem
  engine?: EngineError
}

/**
 * Sends the changes of the lease, except those that the room already shows: at most one `set` and
 * one `delete`. The `set` goes first, unless the room could not hold the old and the new entries
 * together. The second call is sent only if the first one is known to be applied, and no call if
 * others have changed a key of the save meanwhile.
 */
export async function sendChanges(deps: SendDeps, save: SendContext): Promise<SendChangesResult> {
  const { lease, view, deadline } = save
  const { changes, room } = lease.change
  const statuses = new Map<string, WriteStatus>()
  const setStatus = (of: readonly KeyChange[], status: WriteStatus) => {
    for (const { key } of of) statuses.set(key, status)
  }
  const track = () =>
    changes.map(
      (change): TrackedChange => ({
        ...change,
        ...(statuses.get(change.key) ?? { status: 'refused' }),
      }),
    )
  let removed: readonly KeyChange[] = []
  let last: Omit<SendChangesResult, 'trackedChanges'> = {}
  for (const step of chooseOrder(save)) {
    const { toSend, noOps } = selectStep(save, step)
    setStatus(noOps, { status: 'no-op' })
    if (toSend.length === 0) continue
    const result = await sendStep(deps, save, step, toSend)
    const status = toWriteStatus(result)
    setStatus(toSend, status)
    last = { engine: toEngineError(result) }
    let read: ReadBack | undefined
    if (status.status === 'unknown') {
      read = await readUntilConclusive(deps, room, track(), deadline)
      for (const { key, from: _, to: __, ...resolved } of read.trackedChanges) {
        statuses.set(key, resolved)
      }
      if (read.entries) view.observe(read.entries)
    }
    if (toSend.every(({ key }) => statuses.get(key)?.status === 'accepted')) {
      view.expect(toSend)
      if (step === 'delete' && result.result === 'accepted') removed = toSend
      continue
    }
    last.read = read
    if (result.result !== 'accepted') last.problem = result.problem
    if (status.status === 'refused') {
      const rolledBack = await rollBackDeletes(deps, save, removed)
      setStatus(rolledBack.changes, rolledBack.status)
    }
    break
  }
  return { trackedChanges: track(), ...last }
}

type Step = 'set' | 'delete'

function chooseOrder({ lease, view }: SendContext): Step[] {
  return mustDeleteFirst(view.entries(), lease.change.changes)
    ? ['delete', 'set']
    : ['set', 'delete']
}

/** A key that has its new value already, perhaps since the last read, is not sent. */
function selectStep({ lease, view }: SendContext, step: Step) {
  const values = valuesByKey(view.entries())
  const ofStep = lease.change.changes.filter(({ to }) => (to === null) === (step === 'delete'))
  const isNoOp = ({ key, to }: KeyChange) => (values.get(key) ?? null) === to
  return { toSend: ofStep.filter((change) => !isNoOp(change)), noOps: ofStep.filter(isNoOp) }
}

/** A roll back only depends on the keys that it restores; all other calls on every key of the save. */
function sendStep(
  deps: SendDeps,
  { lease, view, deadline }: SendContext,
  step: Call['step'],
  changes: readonly KeyChange[],
) {
  const watchedChanges = step === 'put-back' ? changes : lease.change.changes
  const attemptLog = createAttemptLog(deps, lease, step, () => view.findObstacle(watchedChanges))
  const call = { deadline, ...inFlightCallOptions(deps), attemptLog }
  const { room } = lease.change
  if (step === 'delete') {
    const keys = changes.map(({ key }) => key)
    return deps.engine.deleteMetadata(room, keys, call)
  }
  const entries = changes.flatMap(({ key, to }) => (to === null ? [] : [{ key, value: to }]))
  return deps.engine.setMetadata(room, entries, call)
}

function toWriteStatus(result: WriteResult): WriteStatus {
  if (result.result === 'accepted') return { status: 'accepted' }
  if (result.result === 'unknown') return { status: 'unknown', startedAt: result.startedAt }
  // The reply does not say who deleted the keys, so the room is read. No call is running any more:
  // docs/live-api.md#del_room_metadata.
  if (result.problem.code === 'room.keys-gone') {
    return { status: 'unknown', startedAt: Number.NEGATIVE_INFINITY }
  }
  return { status: 'refused' }
}

function toEngineError(result: WriteResult): EngineError {
  const error = result.result === 'accepted' ? result.engine : result.problem.details.engine
  return error ?? { code: null, requestId: null }
}

/**
 * Restores deleted keys after the `set` that they made space for was refused. A save makes no other
 * additional write: docs/save-guarantees.md#guarantees. `removed` are keys that this save is known
 * to have deleted; those that others have written since stay as they are.
 */
async function rollBackDeletes(
  deps: SendDeps,
  save: SendContext,
  removed: readonly KeyChange[],
): Promise<{ changes: readonly KeyChange[]; status: WriteStatus }> {
  const deleted = { changes: removed, status: { status: 'accepted' } } as const
  if (removed.length === 0 || (await save.view.refresh())) return deleted
  const values = valuesByKey(save.view.entries())
  const changes = removed.filter(({ key }) => !values.has(key))
  if (changes.length === 0) return deleted
  const inverse = invertChanges(changes)
  const result = await sendStep(deps, save, 'put-back', inverse)
  if (result.result === 'refused') return deleted
  if (result.result === 'accepted') save.view.expect(inverse)
  const status: WriteStatus =
    result.result === 'accepted'
      ? { status: 'refused' }
      : { status: 'unknown', startedAt: result.startedAt }
  return { changes, status }
}
