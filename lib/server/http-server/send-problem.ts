import 'server-only'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Problem } from '@/lib/shared/api/problem'
import { toEnvelope } from '../http/problem-response'
import type { Log } from '../runtime/log'
import type { Metrics } from '../runtime/metrics'

export type SendProblemDeps = { log: Log; metrics: Metrics }

/** Responds with a problem to a request that Next does not see or failed to handle. */
export function sendProblem(
  { log, metrics }: SendProblemDeps,
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
): void {
  const ref = randomUUID()
  const { status, body } = toEnvelope(problem, ref)
  metrics.countProblem(problem.code)
  log[status >= 500 ? 'error' : 'debug']({
    event: 'problem',
    ref,
    code: problem.code,
    err: problem.cause,
  })
  if (response.headersSent) return void response.destroy()
  // An unread body would keep the connection from being reused.
  request.resume()
  const seconds = problem.details.params?.seconds
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
    'x-content-type-options': 'nosniff',
  })
  response.end(JSON.stringify(body))
}
