import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problem-codes'
import type { Change } from '@/lib/shared/changes/change'
import type { Call } from '../db/mappers'
import { getWriteEffect } from '../engine/resilience/retry-policy'
import type { TrackedChange, WriteStatus } from './outcome'

/**
 * Derives the status of each key from the recorded calls alone, because the process that made them
 * is gone. `latestStart`: when they may have started at the latest, in ms of the monotonic clock.
 */
export function replayCalls(
  change: Change,
  calls: readonly Call[],
  latestStart: number,
): TrackedChange[] {
  const setStatus = replayStep(calls, 'set', latestStart)
  const deleteStatus = applyRollBack(
    replayStep(calls, 'delete', latestStart),
    replayStep(calls, 'put-back', latestStart),
  )
  return change.changes.map((keyChange) => {
    return { ...keyChange, ...(keyChange.to === null ? deleteStatus : setStatus) }
  })
}

/**
 * A call without a recorded reply may have had its effect: the reply may be lost with the process.
 */
function replayStep(calls: readonly Call[], step: Call['step'], latestStart: number): WriteStatus {
  const stepCalls = calls.filter((call) => call.step === step)
  if (stepCalls.some((call) => getWriteEffect(call.class) === 'accepted')) {
    return { status: 'accepted' }
  }
  const isUnclear = stepCalls.some(
    (call) => getWriteEffect(call.class) === 'unknown' || call.class === 'keys-gone',
  )
  if (!isUnclear) return { status: 'refused' }
  return { status: 'unknown', startedAt: latestStart }
}

function applyRollBack(deleteStatus: WriteStatus, rollBackStatus: WriteStatus): WriteStatus {
  if (rollBackStatus.status === 'accepted') return { status: 'refused' }
  return rollBackStatus.status === 'unknown' ? rollBackStatus : deleteStatus
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
