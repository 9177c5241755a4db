import 'server-only'
import type { EngineWord } from '@/lib/shared/api/problems'
import { type Answer, classify } from '../classify'
import type { AnswerClass } from '../resilience/retry-policy'
import { type ClockReading, readClock } from './clock'
import { createSigner, type Signatory } from './signature'
import { createTransport } from './transport'

/** Where the engine is and who calls it; `url` is an origin without a trailing slash. */
export type EngineSettings = Signatory & { url: string }

export type Command =
  | 'set_room_metadata'
  | 'get_room_metadata'
  | 'del_room_metadata'
  | 'get_room_list'
  | 'get_room_info'

/** One attempt as the log sees it; `ms` its length, `clock` what it told of the engine's. No address, no signature, no value. */
export type EngineCall = EngineWord & {
  command: Command
  ref: string
  attempt: number
  class: AnswerClass
  ms: number
  clock: ClockReading | null
  detail?: string
}

/** One command with its body; `parse` gives null where a success does not hold what was asked for. */
export type Question<T> = {
  command: Command
  body: object
  parse: (response: unknown) => T | null
}

export type Caller = {
  /** One attempt, headers and body within `timeoutMs`; not sent where `mayBegin` says no at the last moment. Never throws. */
  attempt<T>(
    question: Question<T>,
    call: { ref: string; attempt: number; timeoutMs: number; mayBegin: () => boolean },
  ): Promise<Answer<T>>
  close(): Promise<void>
}

/** `now` in epoch ms; `random` in [0, 1), as Math.random. */
type Options = {
  onCall: (call: EngineCall) => void
  now: () => number
  random: () => number
  connectMs: number
}

/** Not the `room_engine_http_srv` that one page names (contract §7 #23). */
const SERVICE = '/v4/live_engine_http_srv/'
const UINT32 = 2 ** 32

/**
 * Makes single calls: signs, sends, and says what the answer is. What to do about it is the client's business.
 * Throws an Error where the settings could never work.
 */
export function createCaller(settings: EngineSettings, options: Options): Caller {
  const { url, sdkAppId, identifier } = settings
  const { onCall, now, random, connectMs } = options
  if (!URL.canParse(url) || new URL(url).origin !== url) throw new Error('url must be an origin')
  const signer = createSigner(settings, now)
  const transport = createTransport(connectMs)

  function addressOf(command: Command, sig: string): string {
    const query = [
      `sdkappid=${sdkAppId}`,
      `identifier=${encodeURIComponent(identifier)}`,
      `usersig=${encodeURIComponent(sig)}`,
      `random=${Math.floor(random() * UINT32)}`,
      'contenttype=json',
    ]
    return `${url}${SERVICE}${command}?${query.join('&')}`
  }

  return {
    async attempt({ command, body, parse }, { ref, attempt, timeoutMs, mayBegin }) {
      const sig = signer.current()
      const at = now()
      const startedAt = performance.now()
      const exchange = await transport.post(addressOf(command, sig), JSON.stringify(body), {
        timeoutMs,
        mayBegin,
      })
      const answer = classify(exchange, parse, sig)
      if (answer.class === 'resign') signer.renew(sig)
      const { class: kind, word, detail } = answer
      const ms = Math.round(performance.now() - startedAt)
      const clock = exchange.kind === 'body' ? readClock(exchange.date, at, ms) : null
      onCall({ command, ref, attempt, class: kind, ms, clock, ...word, ...(detail && { detail }) })
      return answer
    },
    close: transport.close,
  }
}
