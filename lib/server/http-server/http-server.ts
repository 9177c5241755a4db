import 'server-only'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { toProblem } from '@/lib/shared/api/problem'
import { tagRemoteAddress } from '../auth/request-identity'
import { createBaseHeaders } from './base-headers'
import { createLoadShedding, type LoadSheddingDeps } from './load-shedding'
import { handleProtocolErrors } from './protocol-errors'
import { createRequestGuard, type RequestGuardDeps } from './request-guard'
import { type SendProblemDeps, sendProblem } from './send-problem'

export type HttpServerDeps = LoadSheddingDeps & RequestGuardDeps & SendProblemDeps

/** Responds to a request: Next's request handler. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** How long a client may take to send its request; Node looks at the clock once per interval. */
export const REQUEST_TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 25_000,
  connectionsCheckingInterval: 1_000,
}

/** Creates the HTTP server in front of `handle`; it does not listen yet. */
export function createHttpServer(
  deps: HttpServerDeps,
  handle: RequestHandler,
  timeouts = REQUEST_TIMEOUTS,
): Server {
  const baseHeaders = createBaseHeaders(deps.config.origins[0])
  const checkRequest = createRequestGuard(deps)
  const loadShedding = createLoadShedding(deps)
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(baseHeaders)) response.setHeader(name, value)
    tagRemoteAddress(request)
    const { rejection, setCookies } = checkRequest(request)
    if (rejection) return sendProblem(deps, request, response, rejection)
    if (setCookies.length > 0) response.setHeader('set-cookie', setCookies)
    if (!loadShedding.admit(request, response)) return
    handle(request, response).catch((error: unknown) => {
      sendProblem(deps, request, response, { problem: toProblem(error) })
    })
  }
  // The guard refuses a request without `Host`, with the headers of every other response.
  const server = createServer({ ...timeouts, requireHostHeader: false }, respond)
  // By default Node responds to an unknown `Expect` header itself.
  server.on('checkExpectation', respond)
  handleProtocolErrors(server, baseHeaders)
  return server
}
