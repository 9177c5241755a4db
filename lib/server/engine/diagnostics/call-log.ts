import 'server-only'
import type { EngineWord, ProblemCode } from '@/lib/shared/api/problems'
import { errorCodes } from '../error-codes'
import { type AnswerClass, isFault, problemOfClass } from '../resilience/retry-policy'
import type { ClockReading } from '../transport/clock'
import type { Command, EngineCall } from '../transport/http-caller'
import { createPeriods, type Period } from './periods'

/** Times are epoch ms. `setting` is the one an administrator looks at first; `times` it came in a row. */
export type LoggedError = {
  at: number
  times: number
  command: Command
  class: AnswerClass
  code: ProblemCode
  setting: string | null
  engine: EngineWord
  detail: string | null
}

/** What the calls of the last hours came to. */
export type Logged = {
  lastSuccess: { at: number; command: Command; ms: number } | null
  /** Newest first. */
  errors: LoggedError[]
  /** The last one for which our own settings or the app's plan were to blame. */
  misconfigured: LoggedError | null
  clock: (ClockReading & { at: number }) | null
  periods: Period[]
}

export type Logbook = {
  call(call: EngineCall): void
  /** A call that our own limits kept back. */
  held(): void
  read(): Logged
}

const KEPT_ERRORS = 30
/** Answers about a room or about what somebody typed: nothing is wrong with the connection. */
const ORDINARY: readonly AnswerClass[] = ['ok', 'gone', 'limit', 'keys-gone']

/** Keeps what an administrator asks for; in memory and bounded, so that a restart forgets it. */
export function createLogbook(now: () => number = Date.now): Logbook {
  const periods = createPeriods(now)
  let lastSuccess: Logged['lastSuccess'] = null
  let errors: LoggedError[] = []
  let misconfigured: LoggedError | null = null
  let clock: Logged['clock'] = null

  function note(error: LoggedError) {
    const [last, ...older] = errors
    const same = last?.class === error.class && last.engine.code === error.engine.code
    const repeated = same && last.command === error.command
    // One fault, however long it lasts, must not push out all that came before it.
    errors = repeated ? [{ ...error, times: last.times + 1 }, ...older] : [error, ...errors]
    errors = errors.slice(0, KEPT_ERRORS)
    if (error.class === 'config' || error.class === 'resign') misconfigured = error
  }

  return {
    call(call) {
      const at = now()
      periods.call(groupOf(call.class), call.class === 'not-sent' ? null : call.ms)
      if (call.clock) clock = { ...call.clock, at }
      if (call.class === 'ok') lastSuccess = { at, command: call.command, ms: call.ms }
      if (!ORDINARY.includes(call.class)) note(errorOf(call, at))
    },
    held: () => periods.call('held', null),
    read: () => ({ lastSuccess, errors, misconfigured, clock, periods: periods.read() }),
  }
}

/** Answered, also with a refusal · refused as too many · anything that says the connection is not well. */
function groupOf(kind: AnswerClass): 'answered' | 'busy' | 'fault' {
  if (kind === 'rate') return 'busy'
  return isFault(kind) || kind === 'config' || kind === 'resign' ? 'fault' : 'answered'
}

function errorOf(call: EngineCall, at: number): LoggedError {
  const { command, class: kind, code, requestId, detail = null } = call
  const known = code === null ? undefined : errorCodes.get(code)
  const nameless =
    kind in problemOfClass ? problemOfClass[kind as keyof typeof problemOfClass] : null
  return {
    at,
    times: 1,
    command,
    class: kind,
    code: known?.problem ?? nameless ?? 'engine.unknown-code',
    setting: known?.setting ?? null,
    engine: { code, requestId },
    detail,
  }
}
