import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { EngineWord } from '@/lib/shared/api/problems'
import { errorCodes } from './error-codes'
import { type AnswerClass, problemOfClass } from './resilience/retry-policy'
import type { Exchange } from './transport/transport'
import { type Reply, replyOf } from './wire'

/** What one attempt ended in. `detail` is for the log: an error's name or a status, never foreign text. */
export type Answer<T> = { word: EngineWord; detail?: string } & (
  | { class: 'ok'; value: T }
  | { class: Exclude<AnswerClass, 'ok'>; problem: Problem }
)

const NO_WORD: EngineWord = { code: null, requestId: null }
const MAX_TEXT = 200

/**
 * The rows of faults §2 told apart. `parse` gives null where a success does not hold what was asked for;
 * text that echoes `sig` is withheld.
 */
export function classify<T>(
  exchange: Exchange,
  parse: (response: unknown) => T | null,
  sig: string,
): Answer<T> {
  switch (exchange.kind) {
    case 'not-sent':
    case 'lost':
      return failed(exchange.kind, exchange.detail)
    case 'too-large':
    case 'not-text':
      return failed('garbled', exchange.detail)
    case 'status': {
      const { status } = exchange
      return failed(status >= 300 && status < 400 ? 'redirect' : 'lost', `HTTP ${status}`)
    }
    case 'body': {
      const reply = replyOf(exchange.text)
      if (!reply) return failed('garbled', 'no envelope')
      const word = { code: reply.code, requestId: readable(reply.requestId, sig) || null }
      if (!reply.ok) return refusal(reply, word, sig)
      const value = parse(reply.response)
      return value === null
        ? failed('garbled', 'another shape', word)
        : { class: 'ok', value, word }
    }
  }
}

/** Before any attempt: what is left of the deadline is too short for one. */
export function noTime(): Answer<never> {
  return { class: 'no-time', problem: new Problem(problemOfClass['no-time']), word: NO_WORD }
}

/** Its sender took it back before anything left. */
export function withheld(problem: Problem): Answer<never> {
  return { class: 'withheld', problem, word: NO_WORD }
}

function failed(kind: keyof typeof problemOfClass, detail: string, word = NO_WORD): Answer<never> {
  return { class: kind, problem: new Problem(problemOfClass[kind], { engine: word }), word, detail }
}

function refusal(reply: Reply, word: EngineWord, sig: string): Answer<never> {
  const known = errorCodes.get(reply.code)
  const info = readable(reply.info, sig)
  const params: Record<string, string> = info ? { info } : {}
  const problem = new Problem(known?.problem ?? 'engine.unknown-code', { engine: word, params })
  return { class: known?.class ?? 'unknown-code', problem, word }
}

/** The engine's words help administrators; they are foreign text, so they are cut, and withheld where they echo our signature. */
function readable(text: string, sig: string): string {
  if (text.includes(sig)) return ''
  return [...text.replace(/\p{Cc}/gu, ' ')].slice(0, MAX_TEXT).join('').trim()
}
