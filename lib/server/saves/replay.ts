import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problem-codes'
import type { Change } from '@/lib/shared/changes/change'
import type { Call } from '../db/mappers'
import { getWriteEffect } from '../engine/resilience/retry-policy'
import type { TrackedChange, WriteStatus } from './outcome'

/**
 * Derives the status of each key from the recorded calls alone, because the process that made them
 * is gone. `latestStartOf`: the latest time at which a call with that stamp may have started, in
 * epoch ms.
 */
export function replayCalls(
  change: Change,
  calls: readonly Call[],
  latestStartOf: (sentAt: string) => number,
): TrackedChange[] {
  const setStatus = replayStep(calls, 'set', latestStartOf)
  const deleteStatus = applyRollBack(
    replayStep(calls, 'delete', latestStartOf),
    replayStep(calls, 'put-back', latestStartOf),
  )
  return change.changes.map((keyChange) => {
    return { ...keyChange, ...(keyChange.to === null ? deleteStatus : setStatus) }
  })
}

/**
 * A call without a recorded reply may have had its effect: the reply may be lost with the process.
 */
function replayStep(
  calls: readonly Call[],
  step: Call['step'],
  latestStartOf: (sentAt: string) => number,
): WriteStatus {
  const stepCalls = calls.filter((call) => call.step === step)
  if (stepCalls.some((call) => getWriteEffect(call.class) === 'accepted')) {
    return { status: 'accepted' }
  }
  const unclearCalls = stepCalls.filter(
    (call) => getWriteEffect(call.class) === 'unknown' || call.class === 'keys-gone',
  )
  if (unclearCalls.length === 0) return { status: 'refused' }
  const startedAt = Math.max(...unclearCalls.map(({ sentAt }) => latestStartOf(sentAt)))
  return { status: 'unknown', startedAt }
}

function applyRollBack(deleteStatus: WriteStatus, rollBackStatus: WriteStatus): WriteStatus {
  if (rollBackStatus.status === 'accepted') return { status: 'refused' }
  return rollBackStatus.status === 'unknown'
    ? { ...rollBackStatus, status: 'rollback-unknown' }
    : deleteStatus
}

/** The error code and request id of the last recorded reply. */
export function findLastEngineError(calls: readonly Call[]): EngineError | undefined {
  const last = calls.findLast(({ code, requestId }) => code !== null || requestId !== null)
  return last && { code: last.code, requestId: last.requestId }
}

/** Why an interrupted change was not applied, as far as the recorded calls show. */
export function explainInterruption(calls: readonly Call[]): Problem {
  if (calls.length === 0) return new Problem('save.interrupted')
  const engine = findLastEngineError(calls)
  const isRefused = calls.every((call) => getWriteEffect(call.class) === 'refused')
  return new Problem(isRefused ? 'engine.refused' : 'engine.no-answer', engine ? { engine } : {})
}
