import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '@/lib/shared/api/problem'
import type { Auth } from '../auth/auth'
import type { RequestHeaders } from '../auth/request-identity'
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
/** Cheap, or from probes and the Live service, which have one address each. */
const NOT_COUNTED = /^\/(?:_next\/static\/|api\/(?:health\/|metrics|webhooks\/))/

/**
 * Rejects requests of a person, or of strangers at one address, who already have too many running,
 * before Next does any work for them. All requests share one thread, so one script could slow down
 * everyone.
 */
export function createLoadShedding(
  deps: LoadSheddingDeps,
  isLagging = watchEventLoopLag(),
): LoadShedding {
  const concurrency = createSessionConcurrency(isLagging)
  return {
    admit(request, response) {
      const { url = '' } = request
      if (EVENT_STREAM.test(url) || NOT_COUNTED.test(url)) return true
      const { token, clientKey } = deps.auth.identify(toRequestHeaders(request))
      const release =
        token === null
          ? concurrency.acquireForStranger(clientKey)
          : concurrency.acquire(deps.auth.personOf(token) ?? token)
      if (release) response.once('close', release)
      else sendProblem(deps, request, response, { problem: TOO_MANY })
      return release !== null
    },
  }
}

/** Reads the headers that Node has parsed, without a copy. */
function toRequestHeaders({ headers }: IncomingMessage): RequestHeaders {
  return {
    get: (name) => headers[name]?.toString() ?? null,
    has: (name) => headers[name] !== undefined,
  }
}
