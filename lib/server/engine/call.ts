import 'server-only'
import type { Problem } from '@/lib/shared/api/problem'
import type { EngineWord } from '@/lib/shared/api/problems'
import type { Priority } from './resilience/call-guard'
import type { AnswerClass } from './resilience/retry-policy'

/** `deadline` in epoch ms; `ref` finds the log lines; `watch` is told of each attempt at a write. */
export type CallOptions = Priority & { deadline: number; ref: string; watch?: Watch }

/** How an attempt ended; `ms` its length. */
export type AttemptEnd = EngineWord & { class: AnswerClass; ms: number }

export type Watch = {
  /** Asked right before an attempt leaves; a problem is the reason why it must not. */
  before(): Promise<Problem | null>
  /** Also told of an attempt that had leave and was then held back by us. */
  after(end: AttemptEnd): Promise<void>
}
