import 'server-only'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { CodeClass } from '../error-codes'

/**
 * How an attempt can end, see docs/save-guarantees.md#classifying-replies. The journal stores these
 * names and metrics use them as labels.
 */
export type AttemptClass =
  | 'ok'
  | 'not-sent'
  | 'no-time'
  | 'withheld'
  | 'lost'
  | 'garbled'
  | 'redirect'
  | 'unknown-code'
  | CodeClass

export type RetryRule = {
  /** What a read does next. */
  read: 'done' | 'retry' | 'retry-once' | 're-sign-once' | 'stop'
  /** What a write does next. It may only be repeated if the attempt certainly had no effect. */
  write: 'done' | 'retry' | 're-sign-once' | 'refused' | 'unknown'
  pause: 'none' | 'short' | 'long'
}

/** What reads and writes do after each class: docs/save-guarantees.md#classifying-replies. */
export const retryPolicy: Readonly<Record<AttemptClass, RetryRule>> = {
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
  resign: { read: 're-sign-once', write: 're-sign-once', pause: 'none' },
  config: { read: 'stop', write: 'refused', pause: 'none' },
  plan: { read: 'stop', write: 'refused', pause: 'none' },
  bug: { read: 'stop', write: 'refused', pause: 'none' },
  input: { read: 'stop', write: 'refused', pause: 'none' },
  forbidden: { read: 'stop', write: 'refused', pause: 'none' },
  gone: { read: 'stop', write: 'refused', pause: 'none' },
  limit: { read: 'stop', write: 'refused', pause: 'none' },
  'keys-gone': { read: 'stop', write: 'refused', pause: 'none' },
  state: { read: 'stop', write: 'refused', pause: 'none' },
}

/** True if the Live service, or the network on the way to it, failed. A refusal is not a fault. */
export function isFault(kind: AttemptClass): boolean {
  return FAULTS.includes(kind)
}

const FAULTS: readonly AttemptClass[] = ['not-sent', 'lost', 'garbled', 'redirect', 'fault']

/** Problem codes of the classes that have no error code of the Live service. */
export const problemCodeByClass = {
  'not-sent': 'engine.unreachable',
  'no-time': 'save.out-of-time',
  lost: 'engine.no-answer',
  garbled: 'engine.garbled',
  redirect: 'engine.garbled',
  'unknown-code': 'engine.unknown-code',
} as const satisfies Partial<Record<AttemptClass, ProblemCode>>

/**
 * The effect of a recorded write. Null or an unknown class, from an interrupted attempt, is
 * `unknown`.
 */
export function getWriteEffect(recordedClass: string | null): 'accepted' | 'refused' | 'unknown' {
  if (recordedClass === null || !Object.hasOwn(retryPolicy, recordedClass)) return 'unknown'
  const { write } = retryPolicy[recordedClass as AttemptClass]
  if (write === 'unknown') return 'unknown'
  return write === 'done' ? 'accepted' : 'refused'
}
