import 'server-only'
import type { EngineError } from '@/lib/shared/api/problem-codes'
import { type AttemptResult, classify } from '../classify'
import type { Command } from '../commands'
import { isSignatureCode } from '../error-codes'
import type { AttemptClass } from '../resilience/retry-policy'
import { type ClockOffset, readClockOffset } from './clock-offset'
import { createSigner, type EngineCredentials } from './signature'
import { createTransport } from './transport'

/** Where the Live service is and who calls it; `url` is an origin without a trailing slash. */
export type EngineSettings = EngineCredentials & { url: string }

/**
 * One attempt, for log and metrics. `ms` is its duration; `clock` is null without a readable reply.
 * It never holds a URL, a signature or a value.
 */
export type AttemptRecord = EngineError & {
  command: Command
  ref: string
  attempt: number
  class: AttemptClass
  ms: number
  clock: ClockOffset | null
  detail?: string
}

/** A command with its body. `parse` returns null if a success has an unexpected shape. */
export type EngineRequest<T> = {
  command: Command
  body: object
  parse: (response: unknown) => T | null
}

type AttemptOptions = {
  ref: string
  attempt: number
  timeoutMs: number
  isReSigned: boolean
  canSend: () => boolean
}

export type HttpCaller = {
  /**
   * Makes one attempt of at most `timeoutMs`, headers and body included. Sends nothing if `canSend`
   * is false once the connection is open. `isReSigned`: an earlier attempt of the call was refused
   * for its signature. Never throws.
   */
  attempt<T>(request: EngineRequest<T>, options: AttemptOptions): Promise<AttemptResult<T>>
  close(): Promise<void>
}

/** `now` in epoch ms; `random` in [0, 1), as Math.random. */
type Options = {
  onAttempt: (attempt: AttemptRecord) => void
  now: () => number
  random: () => number
  connectMs: number
}

/**
 * One vendor page says `room_engine_http_srv`: docs/live-api.md#contradictions-and-gaps, row 22.
 */
const SERVICE_PATH = '/v4/live_engine_http_srv/'
const UINT32 = 2 ** 32

/**
 * Creates a caller that signs, sends and classifies single attempts; it never retries.
 * Throws an Error if the settings can never work.
 */
export function createHttpCaller(settings: EngineSettings, options: Options): HttpCaller {
  const { url, sdkAppId, identifier } = settings
  const { onAttempt, now, random, connectMs } = options
  if (!URL.canParse(url) || new URL(url).origin !== url) throw new Error('url must be an origin')
  const signer = createSigner(settings, now)
  const transport = createTransport(connectMs)

  function createAddress(command: Command, sig: string): string {
    const query = [
      `sdkappid=${sdkAppId}`,
      `identifier=${encodeURIComponent(identifier)}`,
      `usersig=${encodeURIComponent(sig)}`,
      `random=${Math.floor(random() * UINT32)}`,
      'contenttype=json',
    ]
    return `${url}${SERVICE_PATH}${command}?${query.join('&')}`
  }

  return {
    async attempt({ command, body, parse }, { ref, attempt, timeoutMs, isReSigned, canSend }) {
      const sig = signer.current()
      const at = now()
      const startedAt = performance.now()
      const address = createAddress(command, sig)
      const exchange = await transport.post(address, JSON.stringify(body), { timeoutMs, canSend })
      const result = classify(exchange, parse, { sig, isReSigned })
      const { class: kind, engine, detail } = result
      if (isSignatureCode(engine.code)) signer.discard(sig)
      const ms = Math.round(performance.now() - startedAt)
      const clock = exchange.kind === 'body' ? readClockOffset(exchange.date, at, ms) : null
      onAttempt({
        command,
        ref,
        attempt,
        class: kind,
        ms,
        clock,
        ...engine,
        ...(detail && { detail }),
      })
      return result
    },
    close: transport.close,
  }
}
