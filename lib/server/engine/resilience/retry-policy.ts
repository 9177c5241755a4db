import 'server-only'
import type { ProblemCode } from '@/lib/shared/api/problems'
import type { CodeClass } from '../error-codes'

/** Everything a call can end in, told apart by what may be believed of its effect. */
export type AnswerClass =
  | 'ok'
  | 'not-sent'
  | 'no-time'
  | 'withheld'
  | 'lost'
  | 'garbled'
  | 'redirect'
  | 'unknown-code'
  | CodeClass

export type Step = {
  /** What a read does next. */
  read: 'done' | 'retry' | 'retry-once' | 'resign-once' | 'stop'
  /** What a write may conclude: `retry` and `resign-once` only where it certainly had no effect. */
  write: 'done' | 'retry' | 'resign-once' | 'refused' | 'unknown'
  pause: 'none' | 'short' | 'long'
}

/** The table of faults §2: what an answer is → what a read does → what a write does. */
export const steps: Readonly<Record<AnswerClass, Step>> = {
  ok: { read: 'done', write: 'done', pause: 'none' },
  'not-sent': { read: 'retry', write: 'retry', pause: 'short' },
  'no-time': { read: 'stop', write: 'refused', pause: 'none' },
  withheld: { read: 'stop', write: 'refused', pause: 'none' },
  lost: { read: 'retry', write: 'unknown', pause: 'short' },
  garbled: { read: 'retry-once', write: 'unknown', pause: 'short' },
  redirect: { read: 'stop', write: 'unknown', pause: 'none' },
  fault: { read: 'retry', write: 'unknown', pause: 'short' },
  'unknown-code': { read: 'stop', write: 'unknown', pause: 'none' },
  rate: { read: 'retry', write: 'retry', pause: 'long' },
  resign: { read: 'resign-once', write: 'resign-once', pause: 'none' },
  config: { read: 'stop', write: 'refused', pause: 'none' },
  plan: { read: 'stop', write: 'refused', pause: 'none' },
  bug: { read: 'stop', write: 'refused', pause: 'none' },
  forbidden: { read: 'stop', write: 'refused', pause: 'none' },
  gone: { read: 'stop', write: 'refused', pause: 'none' },
  limit: { read: 'stop', write: 'refused', pause: 'none' },
  'keys-gone': { read: 'stop', write: 'refused', pause: 'none' },
  state: { read: 'stop', write: 'refused', pause: 'none' },
}

/** Whether an answer says that the engine, or the way to it, is not well; a refusal says that it works. */
export function isFault(kind: AnswerClass): boolean {
  return FAULTS.includes(kind)
}

const FAULTS: readonly AnswerClass[] = ['not-sent', 'lost', 'garbled', 'redirect', 'fault']

/** Problems of answers that carry no code of their own. */
export const problemOfClass = {
  'not-sent': 'engine.unreachable',
  'no-time': 'save.out-of-time',
  lost: 'engine.no-answer',
  garbled: 'engine.garbled',
  redirect: 'engine.garbled',
  'unknown-code': 'engine.unknown-code',
} as const satisfies Partial<Record<AnswerClass, ProblemCode>>

/** What may be believed of a write that ended so, also when only the name of the class is left of it. */
export function effectOf(ended: string | null): 'accepted' | 'refused' | 'unknown' {
  const step = ended !== null && Object.hasOwn(steps, ended) ? steps[ended as AnswerClass] : null
  if (step === null || step.write === 'unknown') return 'unknown'
  return step.write === 'done' ? 'accepted' : 'refused'
}
