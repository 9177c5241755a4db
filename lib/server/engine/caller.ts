import 'server-only'
import { randomInt } from 'node:crypto'
import { Problem } from '@/lib/shared/problem'
import type { EngineWord } from '@/lib/shared/problems'
import { type AnswerClass, problemOfClass } from './answers'
import { errorCodes } from './error-codes'
import { createSigner, type Signatory } from './signature'
import { createTransport, type Exchange } from './transport'
import { type Reply, replyOf } from './wire'

/** Where the engine is and who calls it; `url` is an origin without a trailing slash. */
export type EngineSettings = Signatory & { url: string }

export type Command =
  | 'set_room_metadata'
  | 'get_room_metadata'
  | 'del_room_metadata'
  | 'get_room_list'
  | 'get_room_info'

/** One call as the log sees it; `ms` its length. Holds no address, no signature, no value. */
export type EngineCall = EngineWord & {
  command: Command
  ref: string
  attempt: number
  class: AnswerClass
  ms: number
  detail?: string
}

/** What a call ended in; `sig` names the signature it was made with, so that it can be renewed. */
export type Answer =
  | { class: 'ok'; response: unknown; word: EngineWord; sig: string }
  | { class: Exclude<AnswerClass, 'ok'>; problem: Problem; sig: string }

export type Caller = {
  /** One attempt of one command, headers and body within `timeoutMs`. Never throws. */
  attempt(
    command: Command,
    body: object,
    call: { ref: string; attempt: number; timeoutMs: number },
  ): Promise<Answer>
  renew(sig: string): void
  close(): Promise<void>
}

const SERVICE = '/v4/live_engine_http_srv/'
const UINT32 = 2 ** 32
const MAX_INFO = 200

/** Makes single calls: signs, sends, and says what the answer is. What to do about it is the client's business. */
export function createCaller(
  settings: EngineSettings,
  onCall: (call: EngineCall) => void,
  now: () => number,
): Caller {
  const { url, sdkAppId, identifier } = settings
  const signer = createSigner(settings, now)
  const transport = createTransport()

  function addressOf(command: Command, sig: string): string {
    const query = [
      `sdkappid=${sdkAppId}`,
      `identifier=${encodeURIComponent(identifier)}`,
      `usersig=${encodeURIComponent(sig)}`,
      `random=${randomInt(UINT32)}`,
      'contenttype=json',
    ]
    return `${url}${SERVICE}${command}?${query.join('&')}`
  }

  return {
    async attempt(command, body, { ref, attempt, timeoutMs }) {
      const sig = signer.current()
      const startedAt = performance.now()
      const exchange = await transport.post(
        addressOf(command, sig),
        JSON.stringify(body),
        timeoutMs,
      )
      const { answer, word, detail } = read(exchange, sig)
      const ms = Math.round(performance.now() - startedAt)
      onCall({ command, ref, attempt, class: answer.class, ms, ...word, detail })
      return answer
    },
    renew: signer.renew,
    close: transport.close,
  }
}

const NO_WORD: EngineWord = { code: null, requestId: null }

function read(
  exchange: Exchange,
  sig: string,
): { answer: Answer; word: EngineWord; detail?: string } {
  if (exchange.kind !== 'body') {
    const kind =
      exchange.kind === 'not-sent' || exchange.kind === 'lost' ? exchange.kind : 'garbled'
    return { answer: failed(kind, sig), word: NO_WORD, detail: exchange.detail }
  }
  const { status, text } = exchange
  if (status >= 300 && status < 400)
    return { answer: failed('redirect', sig), word: NO_WORD, detail: `${status}` }
  if (status !== 200) return { answer: failed('lost', sig), word: NO_WORD, detail: `${status}` }
  const reply = replyOf(text)
  if (!reply) return { answer: failed('garbled', sig), word: NO_WORD }
  const { word, response } = reply
  return { answer: reply.ok ? { class: 'ok', response, word, sig } : refusal(reply, sig), word }
}

function failed(kind: keyof typeof problemOfClass, sig: string): Answer {
  return { class: kind, problem: new Problem(problemOfClass[kind], { engine: NO_WORD }), sig }
}

function refusal({ code, info, word }: Reply, sig: string): Answer {
  const known = errorCodes.get(code)
  const params = {
    info: readable(info, sig),
    ...(known?.setting ? { setting: known.setting } : {}),
  }
  const problem = new Problem(known?.problem ?? 'engine.unknown-code', { engine: word, params })
  return { class: known?.class ?? 'unknown-code', problem, sig }
}

/** ErrorInfo helps administrators; it is foreign text, so it is cut, and withheld where it echoes our signature. */
function readable(info: string, sig: string): string {
  return info.includes(sig) ? '' : info.replace(/\p{Cc}/gu, ' ').slice(0, MAX_INFO)
}
