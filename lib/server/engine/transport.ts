import 'server-only'
import { Agent, buildConnector, request } from 'undici'

/** What one HTTP exchange brought: a whole body with its status, or why there is none. Never an address. */
export type Exchange =
  | { kind: 'body'; status: number; text: string }
  | { kind: 'not-sent' | 'lost' | 'too-large' | 'not-text'; detail: string }

/** A full room is under 20 KB; more than this is no answer of the engine's (faults §2). */
const MAX_BODY_BYTES = 256 * 1024
const CONNECT_TIMEOUT_MS = 1_000

/** Errors of the connector mean that no byte of a request left. */
const failedToConnect = new WeakSet<object>()

export type Transport = {
  /** One POST, headers and body within `timeoutMs`. Never throws, never follows, never retries. */
  post(address: string, body: string, timeoutMs: number): Promise<Exchange>
  close(): Promise<void>
}

/** undici and not the global fetch, which hides whether a request was sent (faults §2, transport facts). */
export function createTransport(): Transport {
  const connectorOf = buildConnector({ timeout: CONNECT_TIMEOUT_MS })
  const agent = new Agent({
    pipelining: 1,
    keepAliveTimeout: 20_000,
    connect(options, done) {
      connectorOf(options, (error, socket) => {
        if (!error) return done(null, socket)
        failedToConnect.add(error)
        done(error, null)
      })
    },
  })
  return {
    post: (address, body, timeoutMs) => post(agent, address, body, timeoutMs),
    close: () => agent.destroy(),
  }
}

async function post(
  agent: Agent,
  address: string,
  body: string,
  timeoutMs: number,
): Promise<Exchange> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await request(address, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': 'identity' },
      body,
      signal,
    })
    const parts: Buffer[] = []
    let size = 0
    for await (const part of answer.body) {
      size += part.length
      if (size > MAX_BODY_BYTES) {
        answer.body.destroy()
        return { kind: 'too-large', detail: `more than ${MAX_BODY_BYTES} bytes` }
      }
      parts.push(part)
    }
    const text = decode(Buffer.concat(parts))
    if (text === null) return { kind: 'not-text', detail: 'the body is not UTF-8' }
    return { kind: 'body', status: answer.statusCode, text }
  } catch (error) {
    const sent = !(error instanceof Error && failedToConnect.has(error))
    return { kind: sent ? 'lost' : 'not-sent', detail: nameOf(error) }
  }
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
