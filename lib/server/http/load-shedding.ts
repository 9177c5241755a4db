import 'server-only'
import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Problem } from '@/lib/shared/api/problem'
import type { Runtime } from '../runtime/runtime'
import { watchLateness } from './event-loop-lag'
import { envelopeOf } from './problem-response'
import { createCrowd } from './session-concurrency'

type Started = { request: IncomingMessage; server: Server }

const TOO_MANY = new Problem('request.too-many', { params: { seconds: 1 } })
/** Streams stay open; how many a person may have is limited where they are opened. */
const STREAM = /\/events(?:\?|$)/

/**
 * Turns away, before Next has any work with it, what one session asks beyond its share: everybody's requests are
 * answered by one thread, and a script that floods it would slow down all. To be called before the first request.
 */
export function watchEntrance(
  { auth, config, log, metrics }: Runtime,
  isLate = watchLateness(),
): void {
  const crowd = createCrowd(isLate)
  const watched = new WeakSet<Server>()

  function letIn(request: IncomingMessage, response: ServerResponse): boolean {
    const { cookie } = request.headers
    if (cookie === undefined || STREAM.test(request.url ?? '')) return true
    const { token } = auth.visitorOf(new Headers({ cookie }))
    if (token === null) return true
    const leave = crowd.enter(token)
    if (leave) response.once('close', leave)
    else turnAway(request, response)
    return leave !== null
  }

  function turnAway(request: IncomingMessage, response: ServerResponse): void {
    const ref = randomUUID()
    const { status, body } = envelopeOf(TOO_MANY, ref)
    metrics.problem(TOO_MANY.code)
    log.debug({ event: 'problem', ref, code: TOO_MANY.code })
    // What the request brings along must be taken, or its connection could not be used again.
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
    const { request, server } = message as Started
    // The demo's emulator answers in this process, too.
    if (request.socket.localPort !== config.port || watched.has(server)) return
    watched.add(server)
    // Node tells of a request before it hands it on: what Next has put there is asked after us.
    const next = server.listeners('request')
    server.removeAllListeners('request')
    server.on('request', (...asked: [IncomingMessage, ServerResponse]) => {
      if (letIn(...asked)) for (const listener of next) listener.call(server, ...asked)
    })
  })
}
