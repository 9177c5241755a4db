import 'server-only'
import { Agent, type Dispatcher, request } from 'undici'
import { createConnector } from './connect'

/**
 * What one HTTP exchange brought: a whole body of a 200 with its `Date`, another status, or why there is neither. Never
 * an address.
 */
export type Exchange =
  | { kind: 'body'; text: string; date?: string }
  | { kind: 'status'; status: number }
  | { kind: 'not-sent' | 'lost' | 'too-large' | 'not-text'; detail: string }

/** A full room is under 20 KB; more than this is no answer of the engine's (faults §2). */
const MAX_BODY_BYTES = 256 * 1024

/** `mayBegin` is asked right before the first byte leaves, however long the connection took to make. */
type Limits = { timeoutMs: number; mayBegin?: () => boolean }

export type Transport = {
  /** One POST, connection, headers and body within `timeoutMs`. Never throws, never follows, never retries. */
  post(address: string, body: string, limits: Limits): Promise<Exchange>
  /** Lets running exchanges end first: a write cut off here would be one of unknown result. */
  close(): Promise<void>
}

/**
 * undici and not the global fetch, which hides whether a request was sent (faults §2, transport facts).
 * `connectMs` covers TLS; undici's clock for it is coarse, so that it may take up to a second more.
 */
export function createTransport(connectMs: number): Transport {
  // One request at a time on a connection: undici then has nothing in line that it could send a second time.
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

async function post(agent: Agent, address: string, body: string, limits: Limits) {
  const { timeoutMs, mayBegin = () => true } = limits
  const signal = AbortSignal.timeout(Math.ceil(timeoutMs))
  let begun = false
  const dispatcher = watched(agent, () => {
    // Told as not sent by now, or a process that was paused while it connected: it must not be sent any more.
    begun = !signal.aborted && mayBegin()
    return begun
  })
  const exchange = request(address, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity' },
    body,
    signal,
  }).then(read)
  try {
    // Raced, because undici lets a request that waits for its connection wait on after the signal.
    return await Promise.race([exchange, failing(signal)])
  } catch (error) {
    return { kind: begun ? 'lost' : 'not-sent', detail: nameOf(error) } as const
  }
}

/**
 * undici tells a handler right before the first byte of its request is written. Whatever fails earlier (name, connection,
 * TLS, our own time-out while connecting) left nothing on the wire; from then on nobody can say.
 */
function watched(agent: Agent, mayBegin: () => boolean): Dispatcher {
  return agent.compose((dispatch) => (options, handler) => {
    return dispatch(options, {
      onRequestStart(controller, context) {
        if (!mayBegin()) return controller.abort(new Error('not begun'))
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...of) => handler.onRequestUpgrade?.(...of),
      onResponseStart: (...of) => handler.onResponseStart?.(...of),
      onResponseData: (...of) => handler.onResponseData?.(...of),
      onResponseEnd: (...of) => handler.onResponseEnd?.(...of),
      onResponseError: (...of) => handler.onResponseError?.(...of),
    })
  })
}

function failing(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Exchange> {
  if (statusCode !== 200) {
    // The body of a proxy's error page says nothing; its end is not worth waiting for.
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
  const text = decode(Buffer.concat(parts))
  return text === null
    ? { kind: 'not-text', detail: 'the body is not UTF-8' }
    : { kind: 'body', text, date: headers.date?.toString() }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The code alone: messages and properties of these errors may carry the address, and with it the signature. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : error.name
}
