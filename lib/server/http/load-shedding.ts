import 'server-only'
import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Problem } from '@/lib/shared/api/problem'
import type { Auth } from '../auth/auth'
import type { Log } from '../runtime/log'
import type { Metrics } from '../runtime/metrics'
import { watchEventLoopLag } from './event-loop-lag'
import { toEnvelope } from './problem-response'
import { createSessionConcurrency } from './session-concurrency'

export type LoadSheddingDeps = {
  auth: Auth
  config: { port: number }
  log: Log
  metrics: Metrics
}

type RequestStart = { request: IncomingMessage; server: Server }

const TOO_MANY = new Problem('request.too-many', { params: { seconds: 1 } })
/** Event streams stay open and have a limit of their own. */
const EVENT_STREAM = /\/events(?:\?|$)/

/**
 * Rejects requests of a session that already has too many running, before Next does any work for
 * them. All requests share one thread, so one script could slow down everyone. Call it before the
 * server receives its first request.
 */
export function startLoadShedding(
  { auth, config, log, metrics }: LoadSheddingDeps,
  isLagging = watchEventLoopLag(),
): void {
  const concurrency = createSessionConcurrency(isLagging)
  const guardedServers = new WeakSet<Server>()

  /** Returns whether the request may go on to Next. */
  function admit(request: IncomingMessage, response: ServerResponse): boolean {
    const { cookie } = request.headers
    if (cookie === undefined || EVENT_STREAM.test(request.url ?? '')) return true
    const { token } = auth.identify(new Headers({ cookie }))
    if (token === null) return true
    const release = concurrency.acquire(token)
    if (release) response.once('close', release)
    else reject(request, response)
    return release !== null
  }

  function reject(request: IncomingMessage, response: ServerResponse): void {
    const ref = randomUUID()
    const { status, body } = toEnvelope(TOO_MANY, ref)
    metrics.countProblem(TOO_MANY.code)
    log.debug({ event: 'problem', ref, code: TOO_MANY.code })
    // An unread body would keep the connection from being reused.
    request.resume()
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'retry-after': String(TOO_MANY.details.params?.seconds),
      'x-content-type-options': 'nosniff',
    })
    response.end(JSON.stringify(body))
  }

  subscribe('http.server.request.start', (message) => {
    const { request, server } = message as RequestStart
    // The demo also runs the emulator's server in this process.
    if (request.socket.localPort !== config.port || guardedServers.has(server)) return
    guardedServers.add(server)
    // Node publishes this message before it emits `request`, so replacing Next's listeners here
    // covers this request.
    const listeners = server.listeners('request')
    server.removeAllListeners('request')
    server.on('request', (...args: [IncomingMessage, ServerResponse]) => {
      if (admit(...args)) for (const listener of listeners) listener.call(server, ...args)
    })
  })
}
