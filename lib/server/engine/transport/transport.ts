import 'server-only'
import { Agent, type Dispatcher, request } from 'undici'
import { createConnector } from './connector'

/**
 * The result of one HTTP exchange: the whole body of a 200 with its `Date` header, another status,
 * or the reason why there is neither. `detail` never holds a URL.
 */
export type Exchange =
  | { kind: 'body'; text: string; date?: string }
  | { kind: 'status'; status: number }
  | { kind: 'not-sent' | 'lost' | 'too-large' | 'not-text'; detail: string }

/** A full room is under 20 KB, so a larger body cannot come from the Live service. */
const MAX_BODY_BYTES = 256 * 1024

/** `canSend` runs right before the first byte is written, however long the connection took. */
type PostOptions = { timeoutMs: number; canSend?: () => boolean }

type Transport = {
  /**
   * Makes one POST within `timeoutMs`, from connection to body. Never throws, follows no redirects
   * and never retries.
   */
  post(address: string, body: string, limits: PostOptions): Promise<Exchange>
  /** Waits for running exchanges, because an aborted write would have an unknown result. */
  close(): Promise<void>
}

/**
 * Uses undici because the global fetch hides whether a request was sent, which decides if a write
 * may be retried: docs/save-guarantees.md#classifying-replies. `connectMs` covers TLS; undici's
 * timer for it is coarse and may add up to a second.
 */
export function createTransport(connectMs: number): Transport {
  // One request at a time per connection: undici then queues nothing that it could send again.
  const agent = new Agent({
    pipelining: 1,
    keepAliveTimeout: 20_000,
    connect: createConnector(connectMs),
  })
  return {
    post: (address, body, limits) => post(agent, address, body, limits),
    close: () => agent.close(),
  }
}

async function post(agent: Agent, address: string, body: string, limits: PostOptions) {
  const { timeoutMs, canSend = () => true } = limits
  const signal = AbortSignal.timeout(Math.ceil(timeoutMs))
  let isStarted = false
  const dispatcher = withSendCheck(agent, () => {
    // After the timeout this attempt already counts as not sent, so it must not be sent.
    isStarted = !signal.aborted && canSend()
    return isStarted
  })
  const exchange = request(address, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity' },
    body,
    signal,
  }).then(readExchange)
  try {
    // undici ignores the signal while a request waits for its connection, hence the race.
    return await Promise.race([exchange, rejectOnAbort(signal)])
  } catch (error) {
    return { kind: isStarted ? 'lost' : 'not-sent', detail: errorNameOf(error) } as const
  }
}

/**
 * undici calls `onRequestStart` right before it writes the first byte. Whatever fails earlier (DNS,
 * TCP, TLS, our own timeout) sent nothing; whatever fails later may have reached the Live service.
 */
function withSendCheck(agent: Agent, canSend: () => boolean): Dispatcher {
  return agent.compose((dispatch) => (options, handler) => {
    return dispatch(options, {
      onRequestStart(controller, context) {
        if (!canSend()) return controller.abort(new Error('must not be sent'))
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    })
  })
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function readExchange({
  statusCode,
  headers,
  body,
}: Dispatcher.ResponseData): Promise<Exchange> {
  if (statusCode !== 200) {
    // The error page of a proxy has no useful content, so we do not wait for it.
    body.on('error', () => undefined).destroy()
    return { kind: 'status', status: statusCode }
  }
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > MAX_BODY_BYTES)
      return { kind: 'too-large', detail: `more than ${MAX_BODY_BYTES} bytes` }
    parts.push(part)
  }
  const text = decodeUtf8(Buffer.concat(parts))
  return text === null
    ? { kind: 'not-text', detail: 'the body is not UTF-8' }
    : { kind: 'body', text, date: headers.date?.toString() }
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Only the code or name: messages and properties of these errors may hold the URL and its
 * signature.
 */
function errorNameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : error.name
}
