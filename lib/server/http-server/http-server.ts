import 'server-only'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { toProblem } from '@/lib/shared/api/problem'
import { tagRemoteAddress } from '../auth/request-identity'
import { createLoadShedding, type LoadSheddingDeps } from './load-shedding'
import { type SendProblemDeps, sendProblem } from './send-problem'

export type HttpServerDeps = LoadSheddingDeps & SendProblemDeps

/** Responds to a request: Next's request handler. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Creates the HTTP server in front of `handle`; it does not listen yet. */
export function createHttpServer(deps: HttpServerDeps, handle: RequestHandler): Server {
  const loadShedding = createLoadShedding(deps)
  return createServer((request, response) => {
    tagRemoteAddress(request)
    if (!loadShedding.admit(request, response)) return
    handle(request, response).catch((error: unknown) => {
      sendProblem(deps, request, response, toProblem(error))
    })
  })
}
