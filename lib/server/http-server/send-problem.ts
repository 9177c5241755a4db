import 'server-only'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Problem } from '@/lib/shared/api/problem'
import { isWrongAddress, toEnvelope } from '../http/problem-response'
import type { Log } from '../runtime/log'
import type { Metrics } from '../runtime/metrics'
import { createProblemPage } from './problem-page'

export type SendProblemDeps = { log: Log; metrics: Metrics }

/** What to respond to a request that Next does not see or failed to handle. */
export type Rejection = {
  problem: Problem
  headers?: OutgoingHttpHeaders
  /** A person sees the response: send the message as a page, with the configured address as link. */
  isPage?: boolean
}

/** Responds with a problem; closes the connection if the response has already started. */
export function sendProblem(
  { log, metrics }: SendProblemDeps,
  request: IncomingMessage,
  response: ServerResponse,
  { problem, headers = {}, isPage = false }: Rejection,
): void {
  const ref = randomUUID()
  const { status, body } = toEnvelope(problem, ref)
  metrics.countProblem(problem.code)
  const level = problem.cause === undefined ? 'debug' : 'error'
  log[level]({
    event: 'problem',
    ref,
    code: problem.code,
    ...(isWrongAddress(problem) && problem.details.params),
    err: problem.cause,
  })
  if (response.headersSent) return void response.destroy()
  // An unread body would keep the connection from being reused.
  request.resume()
  const seconds = problem.details.params?.seconds
  response.writeHead(status, {
    ...headers,
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json',
    'cache-control': 'no-store',
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
  })
  const language = request.headers['accept-language']
  response.end(isPage ? createProblemPage(problem, language) : JSON.stringify(body))
}
