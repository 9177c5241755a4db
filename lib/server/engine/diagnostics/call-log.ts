import 'server-only'
import type { EngineError, ProblemCode } from '@/lib/shared/api/problem-codes'
import type { Command } from '../commands'
import { findErrorCode } from '../error-codes'
import { type AttemptClass, isFault, problemCodeByClass } from '../resilience/retry-policy'
import type { ClockOffset } from '../transport/clock-offset'
import type { AttemptRecord } from '../transport/http-caller'
import { type CallCategory, createTimeBuckets, type TimeBucket } from './time-buckets'

/**
 * `at` in epoch ms; `times` counts consecutive repetitions; `setting` names the setting that an
 * administrator should check first.
 */
export type LoggedError = {
  at: number
  times: number
  command: Command
  class: AttemptClass
  code: ProblemCode
  setting: string | null
  engine: EngineError
  detail: string | null
}

/** The calls of the last hours; `at` in epoch ms. */
type CallLogSnapshot = {
  lastSuccess: { at: number; command: Command; ms: number } | null
  /** Newest first. */
  errors: LoggedError[]
  /** The last error that our own settings or the app's plan caused. */
  misconfigured: LoggedError | null
  clock: (ClockOffset & { at: number }) | null
  periods: TimeBucket[]
}

export type CallLog = {
  recordAttempt(attempt: AttemptRecord): void
  /** A call was held back by our own limits. */
  recordHeld(): void
  read(): CallLogSnapshot
}

const KEPT_ERRORS = 30
/** Refusals that concern one room or one input; the connection itself works. */
const NOT_LOGGED: readonly AttemptClass[] = ['ok', 'gone', 'limit', 'keys-gone']

/** Keeps what the connection page shows, in bounded memory; a restart clears it. */
export function createCallLog(now: () => number = Date.now): CallLog {
  const buckets = createTimeBuckets(now)
  let lastSuccess: CallLogSnapshot['lastSuccess'] = null
  let errors: LoggedError[] = []
  let misconfigured: LoggedError | null = null
  let clock: CallLogSnapshot['clock'] = null

  function addError(error: LoggedError) {
    const [last, ...older] = errors
    const isSameCode = last?.class === error.class && last.engine.code === error.engine.code
    const isRepeated = isSameCode && last.command === error.command
    // Repetitions are counted, so that a long fault does not push out all earlier errors.
    errors = isRepeated ? [{ ...error, times: last.times + 1 }, ...older] : [error, ...errors]
    errors = errors.slice(0, KEPT_ERRORS)
    if (error.class === 'config') misconfigured = error
  }

  return {
    recordAttempt(attempt) {
      const { class: kind, command, ms } = attempt
      const at = now()
      buckets.record(categoryOf(kind), kind === 'not-sent' ? null : ms)
      if (attempt.clock) clock = { ...attempt.clock, at }
      if (kind === 'ok') lastSuccess = { at, command, ms }
      if (!NOT_LOGGED.includes(kind)) addError(toLoggedError(attempt, at))
    },
    recordHeld: () => buckets.record('held', null),
    read: () => ({ lastSuccess, errors, misconfigured, clock, periods: buckets.read() }),
  }
}

/** A refusal counts as answered; only a broken connection or configuration is a fault. */
function categoryOf(kind: AttemptClass): CallCategory {
  if (kind === 'rate') return 'busy'
  return isFault(kind) || kind === 'config' ? 'fault' : 'answered'
}

function toLoggedError(attempt: AttemptRecord, at: number): LoggedError {
  const { command, class: kind, code, requestId, detail = null } = attempt
  const known = code === null ? undefined : findErrorCode(code, kind === 'config')
  const codeOfClass =
    kind in problemCodeByClass ? problemCodeByClass[kind as keyof typeof problemCodeByClass] : null
  return {
    at,
    times: 1,
    command,
    class: kind,
    code: known?.problem ?? codeOfClass ?? 'engine.unknown-code',
    setting: known?.setting ?? null,
    engine: { code, requestId },
    detail,
  }
}
