import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '@/lib/shared/api/problem'
import type { Auth } from '../auth/auth'
import { watchEventLoopLag } from './event-loop-lag'
import { type SendProblemDeps, sendProblem } from './send-problem'
import { createSessionConcurrency } from './session-concurrency'

export type LoadSheddingDeps = SendProblemDeps & { auth: Auth }

export type LoadShedding = {
  /** Returns whether the request may go on to Next; if not, it has been responded to. */
  admit(request: IncomingMessage, response: ServerResponse): boolean
}

const TOO_MANY = new Problem('request.too-many', { params: { seconds: 1 } })
/** Event streams stay open and have a limit of their own. */
const EVENT_STREAM = /\/events(?:\?|$)/

/**
 * Rejects requests of a session that already has too many running, before Next does any work for
 * them. All requests share one thread, so one script could slow down everyone.
 */
export function createLoadShedding(
  deps: LoadSheddingDeps,
  isLagging = watchEventLoopLag(),
): LoadShedding {
  const concurrency = createSessionConcurrency(isLagging)
  return {
    admit(request, response) {
      const { cookie } = request.headers
      if (cookie === undefined || EVENT_STREAM.test(request.url ?? '')) return true
      const { token } = deps.auth.identify(new Headers({ cookie }))
      if (token === null) return true
      const release = concurrency.acquire(token)
      if (release) response.once('close', release)
      else sendProblem(deps, request, response, { problem: TOO_MANY })
      return release !== null
    },
  }
}
