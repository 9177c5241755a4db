import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AttemptEnd, CallOptions } from './call'
import { type Answer, noTime, withheld } from './classify'
import { backOff, type Timings } from './resilience/back-off'
import type { Gate } from './resilience/call-guard'
import { type Step, steps } from './resilience/retry-policy'
import type { Caller, Command, Question } from './transport/http-caller'

/** `startedAt` of the last attempt, epoch ms. */
export type Asked<T> = { answer: Answer<T>; startedAt: number }

export type Ask = <T>(
  kind: 'read' | 'write',
  question: Question<T>,
  call: CallOptions,
) => Promise<Asked<T>>

type Options = { now: () => number; random: () => number; timings: Timings }

const MAX_ATTEMPTS = 3
/** A leave to send is good for so long: a process that was paused meanwhile has to ask again (faults §3). */
const LEAVE_MS = 1_000
const HELD_BACK: AttemptEnd = { class: 'withheld', code: null, requestId: null, ms: 0 }

/** Asks as often as the table of `answers.ts`, the gate and the deadline allow; the one place of retries. */
export function createAsk(caller: Caller, gate: Gate, { now, random, timings }: Options): Ask {
  return ask

  async function ask<T>(
    kind: 'read' | 'write',
    question: Question<T>,
    call: CallOptions,
  ): Promise<Asked<T>> {
    const { deadline, ref, watch, test } = call
    const again = retries(kind)
    let asked: Asked<T> = { answer: noTime(), startedAt: now() }
    let resigned = false
    for (let attempt = 1; deadline - now() >= timings.least; attempt++) {
      const pass = await leave(question.command, call)
      if (pass.problem) return { answer: withheld(pass.problem), startedAt: asked.startedAt }
      const startedAt = now()
      const timeoutMs = Math.min(timings.attempt, deadline - startedAt)
      if (timeoutMs < timings.least) {
        // A process may be paused at any point: its time is looked at last.
        await watch?.after(HELD_BACK)
        break
      }
      if (attempt === 1) gate.earn()
      const { mayBegin } = pass
      const answer = await caller.attempt(question, { ref, attempt, timeoutMs, mayBegin })
      gate.heard(question.command, { ...answer, enteredAt: pass.enteredAt, resigned })
      await watch?.after({ ...answer.word, class: answer.class, ms: now() - startedAt })
      asked = { answer, startedAt }
      const step = steps[answer.class]
      const wait = backOff(step.pause, attempt, timings, random)
      if (test || attempt === MAX_ATTEMPTS || !again(step)) break
      if (deadline - now() - wait < timings.least || !gate.mayRetry(call)) break
      resigned = step.read === 'resign-once'
      await sleep(wait)
    }
    return asked
  }

  /**
   * Leave of the watch and of the gate. The watch is asked first, as its record takes its time: what is between the
   * turn in the line and the send would only blur the limit. `mayBegin` is asked once more with the connection made.
   */
  async function leave(command: Command, call: CallOptions) {
    const { watch, deadline } = call
    for (;;) {
      const refusal = gate.refusal(command, call)
      if (refusal) return { problem: refusal }
      const askedAt = now()
      const mayBegin = () => watch === undefined || now() - askedAt <= LEAVE_MS
      const objection = await watch?.before()
      if (objection) return { problem: objection }
      if (!mayBegin()) continue
      const pass = await gate.pass(command, call, deadline - now() - timings.least)
      if (pass.problem) await watch?.after(HELD_BACK)
      if (pass.problem) return pass
      if (mayBegin()) return { ...pass, mayBegin }
    }
  }
}

/** Whether a call may be made again after a step; what may happen once happens once per call. */
function retries(kind: 'read' | 'write'): (step: Step) => boolean {
  const spent = new Set<string>()
  return (step) => {
    const next = step[kind]
    if (next === 'retry') return true
    if ((next !== 'retry-once' && next !== 'resign-once') || spent.has(next)) return false
    spent.add(next)
    return true
  }
}
