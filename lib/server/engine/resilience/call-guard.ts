import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Command } from '../commands'
import { type CircuitBreakerState, createCircuitBreaker } from './circuit-breaker'
import { type ConfigHaltState, createConfigHalt } from './config-halt'
import { type CallTurn, createRequestQueue, type RequestQueue } from './request-queue'
import { createRetryBudget } from './retry-budget'
import { type AttemptClass, isFault } from './retry-policy'

/** Who makes a call, and how urgent it is. */
export type CallPriority = {
  /** Takes turns in the queue: the id of a person, or the name of a background job. */
  requester: string
  /**
   * The call belongs to a save in flight or settles one. It goes first, waits until its deadline, and is refused
   * neither by the queue nor by the circuit breaker: docs/save-guarantees.md#a-save-step-by-step.
   */
  isSaveInFlight?: boolean
  /**
   * No person waits for the call. It goes last, is not retried, and its faults say nothing about
   * the calls of people, so they do not open the circuit breaker.
   */
  isBackground?: boolean
  /** An administrator tests the connection. One such call is sent even while calls are halted. */
  isConnectionTest?: boolean
}

/** What held a call back. The values are labels of a metric. */
export type HoldReason = 'line' | 'breaker' | 'stop'

/**
 * Permission to send one call now. Call exactly one of its functions, once: until then the call
 * counts as being on its way.
 */
export type CallPermit = {
  recordEnd(end: { class: AttemptClass; problem?: Problem }): void
  /** Nothing is sent after all. */
  discard(): void
}

/** The permit, or the reason why there is none. */
type Admission = { permit: CallPermit; problem?: never } | { problem: Problem }

/** Times in ms of the guard's clock. */
type CallGuardState = {
  now: number
  breaker: CircuitBreakerState
  configHalt: ConfigHaltState | null
  retriesLeft: number
}

export type CallGuard = Pick<RequestQueue, 'countWaiting' | 'perSecond'> & {
  /** Returns why a call would be refused now, without queueing it. */
  findRefusal(command: Command, priority: CallPriority): Problem | null
  /** Waits for the call's turn, at most `remainingMs`. */
  acquire(command: Command, priority: CallPriority, remainingMs: number): Promise<Admission>
  /**
   * Waits like `acquire`, but sends nothing: for work that starts with such a call. Refuses at once
   * if it can. Resolves to the reason, or null.
   */
  admit(command: Command, priority: CallPriority): Promise<Problem | null>
  /** Adds to the retry budget; runs once per call. */
  earnRetryToken(): void
  /** Takes one retry from the budget; false if there is none. */
  takeRetryToken(priority: CallPriority): boolean
  state(): CallGuardState
}

/** How long a call waits for its turn: docs/save-guarantees.md#limits-and-timings. */
const MAX_WAIT_MS = 1_000

/**
 * Decides whether a call may be sent: configuration halt, circuit breaker, queue with rate limits,
 * and retry budget. `clock` in ms, monotonic; `onHeld` runs for each call that is held back.
 */
export function createCallGuard(
  qps: number,
  onHeld: (command: Command, reason: HoldReason) => void,
  clock: () => number,
): CallGuard {
  const queue = createRequestQueue(qps, clock)
  const breaker = createCircuitBreaker(clock)
  const configHalt = createConfigHalt(clock)
  const budget = createRetryBudget(clock)

  function holdBack(command: Command, reason: HoldReason, problem: Problem): Problem {
    onHeld(command, reason)
    return problem
  }

  function findRefusal(command: Command, priority: CallPriority): Problem | null {
    const { isSaveInFlight = false, isConnectionTest = false, isBackground = false } = priority
    const haltProblem = configHalt.findRefusal(isConnectionTest)
    if (haltProblem) return holdBack(command, 'stop', haltProblem)
    // A probe belongs to a person's call.
    const canCall = isBackground ? !breaker.state().open : breaker.canCall()
    if (isSaveInFlight || isConnectionTest || canCall) return null
    const params = toSecondsParams((breaker.state().until ?? 0) - clock())
    return holdBack(command, 'breaker', new Problem('engine.paused', { params }))
  }

  function refuseForQueue(command: Command): Problem {
    const params = toSecondsParams((queue.countWaiting(command) / queue.perSecond(command)) * 1_000)
    return holdBack(command, 'line', new Problem('engine.line-full', { params }))
  }

  async function acquire(
    command: Command,
    priority: CallPriority,
    remainingMs: number,
  ): Promise<Admission> {
    const { requester, isSaveInFlight = false, isConnectionTest = false } = priority
    const { isBackground = false } = priority
    const hasTime = isSaveInFlight || isBackground
    const maxWaitMs = hasTime ? remainingMs : Math.min(remainingMs, MAX_WAIT_MS)
    const call = { requester, isSaveInFlight, isBackground, maxWaitMs }
    const turn = await queue.waitForTurn(command, call)
    if (!turn) {
      const isOutOfTime = hasTime || remainingMs <= 0
      return { problem: isOutOfTime ? new Problem('save.out-of-time') : refuseForQueue(command) }
    }
    // The halt or the breaker may have changed while the call was waiting.
    const problem = findRefusal(command, priority)
    if (problem) {
      turn.end(false)
      return { problem }
    }
    configHalt.recordStart(isConnectionTest)
    if (!isBackground) breaker.recordStart()
    return { permit: createPermit(command, turn, priority) }
  }

  function createPermit(command: Command, turn: CallTurn, priority: CallPriority): CallPermit {
    const { isConnectionTest = false, isBackground = false } = priority
    const grantedAt = clock()
    return {
      recordEnd({ class: kind, problem }) {
        if (kind === 'rate') queue.slowDown(command)
        if (kind === 'resign' && isConnectionTest) configHalt.repeatTest()
        if (kind === 'config' && problem) configHalt.trip(problem)
        else if (!isFault(kind) && kind !== 'resign') configHalt.reset(grantedAt)
        if (!isBackground) breaker.recordEnd(isFault(kind), grantedAt)
        turn.end(kind !== 'not-sent')
      },
      discard: () => turn.end(false),
    }
  }

  return {
    findRefusal,
    acquire,
    async admit(command, priority) {
      const refusal = findRefusal(command, priority)
      if (refusal) return refusal
      const admission = await acquire(command, priority, MAX_WAIT_MS)
      if (admission.problem) return admission.problem
      admission.permit.discard()
      return null
    },
    earnRetryToken: budget.earnToken,
    takeRetryToken: ({ isSaveInFlight = false, isBackground = false }) =>
      !isBackground && budget.takeToken(isSaveInFlight),
    countWaiting: queue.countWaiting,
    perSecond: queue.perSecond,
    state: () => ({
      now: clock(),
      breaker: breaker.state(),
      configHalt: configHalt.state(),
      retriesLeft: budget.tokensLeft(),
    }),
  }
}

/** Whole seconds, at least one: shown to the user and sent as `Retry-After`. */
const toSecondsParams = (ms: number) => ({ seconds: Math.max(1, Math.ceil(ms / 1_000)) })
