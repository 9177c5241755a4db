import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problem-codes'
import { findErrorCode } from './error-codes'
import { type AttemptClass, problemCodeByClass } from './resilience/retry-policy'
import type { Exchange } from './transport/transport'
import { parseReply, type Reply } from './wire'

/**
 * The result of one attempt. `detail` is for the log: the name of an error or an HTTP status,
 * never text of the Live service.
 */
export type AttemptResult<T> = { engine: EngineError; detail?: string } & (
  | { class: 'ok'; value: T }
  | { class: Exclude<AttemptClass, 'ok'>; problem: Problem }
)

const NO_ENGINE_ERROR: EngineError = { code: null, requestId: null }
const MAX_TEXT = 200

/**
 * Classifies one exchange, see docs/save-guarantees.md#classifying-replies. `parse` returns null if
 * a success has an unexpected shape. Text that contains `sig` is left out of the problem.
 * `isReSigned`: the call was refused for an earlier signature, and `sig` was made since.
 */
export function classify<T>(
  exchange: Exchange,
  parse: (response: unknown) => T | null,
  { sig, isReSigned }: { sig: string; isReSigned: boolean },
): AttemptResult<T> {
  switch (exchange.kind) {
    case 'not-sent':
    case 'lost':
      return toFailedResult(exchange.kind, exchange.detail)
    case 'too-large':
    case 'not-text':
      return toFailedResult('garbled', exchange.detail)
    case 'status': {
      const { status } = exchange
      return toFailedResult(status >= 300 && status < 400 ? 'redirect' : 'lost', `HTTP ${status}`)
    }
    case 'body': {
      const reply = parseReply(exchange.text)
      if (!reply) return toFailedResult('garbled', 'no envelope')
      const engine = { code: reply.code, requestId: sanitizeText(reply.requestId, sig) || null }
      if (!reply.ok) return toRefusedResult(reply, engine, { sig, isReSigned })
      const value = parse(reply.response)
      return value === null
        ? toFailedResult('garbled', 'unexpected shape', engine)
        : { class: 'ok', value, engine }
    }
  }
}

/** Nothing was sent, because too little time is left before the deadline. */
export function createOutOfTimeResult(): AttemptResult<never> {
  const problem = new Problem(problemCodeByClass['no-time'])
  return { class: 'no-time', problem, engine: NO_ENGINE_ERROR }
}

/** Nothing was sent, because the attempt log or the call guard refused it. */
export function createWithheldResult(problem: Problem): AttemptResult<never> {
  return { class: 'withheld', problem, engine: NO_ENGINE_ERROR }
}

function toFailedResult(
  kind: keyof typeof problemCodeByClass,
  detail: string,
  engine = NO_ENGINE_ERROR,
): AttemptResult<never> {
  const problem = new Problem(problemCodeByClass[kind], { engine })
  return { class: kind, problem, engine, detail }
}

function toRefusedResult(
  reply: Reply,
  engine: EngineError,
  { sig, isReSigned }: { sig: string; isReSigned: boolean },
): AttemptResult<never> {
  const known = findErrorCode(reply.code, isReSigned)
  const info = sanitizeText(reply.info, sig)
  const params: Record<string, string> = info ? { info } : {}
  const problem = new Problem(known?.problem ?? 'engine.unknown-code', { engine, params })
  return { class: known?.class ?? 'unknown-code', problem, engine }
}

/**
 * Text of the Live service for administrators: one line, cut, and empty if it echoes our signature.
 */
function sanitizeText(text: string, sig: string): string {
  if (text.includes(sig)) return ''
  return [...text.replace(/\p{Cc}/gu, ' ')].slice(0, MAX_TEXT).join('').trim()
}
