import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AttemptEnd, CallOptions } from './call'
import { type AttemptResult, createOutOfTimeResult, createWithheldResult } from './classify'
import type { Command } from './commands'
import { calculateBackOff } from './resilience/back-off'
import type { CallGuard } from './resilience/call-guard'
import { type RetryRule, retryPolicy } from './resilience/retry-policy'
import { PERMIT_VALIDITY_MS, type Timings } from './timings'
import type { EngineRequest, HttpCaller } from './transport/http-caller'

/** `startedAt` is when the last attempt started, by the monotonic clock. */
export type SendResult<T> = { result: AttemptResult<T>; startedAt: number }

type Send = <T>(
  kind: 'read' | 'write',
  request: EngineRequest<T>,
  call: CallOptions,
) => Promise<SendResult<T>>

/** `clock` in ms, monotonic. */
type Options = { clock: () => number; random: () => number; timings: Timings }

const MAX_ATTEMPTS = 3
const WITHHELD: AttemptEnd = { class: 'withheld', code: null, requestId: null, ms: 0 }

/**
 * Returns the only function that retries calls. It makes as many attempts as the retry policy, the
 * call guard and the deadline allow.
 */
export function createSender(
  caller: HttpCaller,
  guard: CallGuard,
  { clock, random, timings }: Options,
): Send {
  return send

  async function send<T>(
    kind: 'read' | 'write',
    request: EngineRequest<T>,
    call: CallOptions,
  ): Promise<SendResult<T>> {
    const { deadline, ref, attemptLog, isConnectionTest } = call
    const canRetry = createRetryCheck(kind)
    let last: SendResult<T> = { result: createOutOfTimeResult(), startedAt: clock() }
    let isReSigned = false
    for (let attempt = 1; deadline - clock() >= timings.minAttemptMs; attempt++) {
      const admission = await acquirePermit(request.command, call)
      if (admission.problem)
        return { result: createWithheldResult(admission.problem), startedAt: last.startedAt }
      const { permit, canSend } = admission
      const startedAt = clock()
      const timeoutMs = Math.min(timings.attemptMs, deadline - startedAt)
      if (timeoutMs < timings.minAttemptMs) {
        // The process may have been suspended at any point, so the time is checked last.
        permit.discard()
        await attemptLog?.recordEnd(WITHHELD)
        break
      }
      if (attempt === 1 && !call.isBackground) guard.earnRetryToken()
      const options = { ref, attempt, timeoutMs, isReSigned, canSend }
      const result = await caller.attempt(request, options)
      permit.recordEnd(result)
      const ms = Math.round(clock() - startedAt)
      await attemptLog?.recordEnd({ ...result.engine, class: result.class, ms })
      last = { result, startedAt }
      const rule = retryPolicy[result.class]
      const pauseMs = calculateBackOff(rule.pause, attempt, timings, random)
      if (attempt === MAX_ATTEMPTS || !canRetry(rule)) break
      if (deadline - clock() - pauseMs < timings.minAttemptMs) break
      if (rule.read === 're-sign-once') {
        // The expired signature is our own doing and no sign of an outage, so the repeat is free.
        isReSigned = true
      } else {
        if (isConnectionTest || !guard.takeRetryToken(call)) break
      }
      await sleep(pauseMs)
    }
    return last
  }

  /**
   * Waits until both the attempt log and the call guard allow the attempt. The log comes first,
   * because recording takes time, and a delay between queue and request would distort the rate limit.
   * `canSend` is checked again once the connection is open.
   */
  async function acquirePermit(command: Command, call: CallOptions) {
    const { attemptLog, deadline } = call
    for (;;) {
      const refusal = guard.findRefusal(command, call)
      if (refusal) return { problem: refusal }
      const recordedAt = clock()
      const canSend = () => attemptLog === undefined || clock() - recordedAt <= PERMIT_VALIDITY_MS
      const logRefusal = await attemptLog?.recordStart()
      if (logRefusal) return { problem: logRefusal }
      if (!canSend()) {
        await attemptLog?.recordEnd(WITHHELD)
        continue
      }
      const remainingMs = deadline - clock() - timings.minAttemptMs
      const admission = await guard.acquire(command, call, remainingMs)
      if (admission.problem) {
        await attemptLog?.recordEnd(WITHHELD)
        return admission
      }
      if (canSend()) return { ...admission, canSend }
      admission.permit.discard()
      await attemptLog?.recordEnd(WITHHELD)
    }
  }
}

/** Returns whether a rule allows another attempt; allows each `…-once` rule once per call. */
function createRetryCheck(kind: 'read' | 'write'): (rule: RetryRule) => boolean {
  const used = new Set<string>()
  return (rule) => {
    const next = rule[kind]
    if (next === 'retry') return true
    if ((next !== 'retry-once' && next !== 're-sign-once') || used.has(next)) return false
    used.add(next)
    return true
  }
}
