import { performance } from 'node:perf_hooks'
import { Agent, request } from 'undici'

/** Status 0 means that no response arrived. `retryAfter` is the header, in seconds. */
export type TimedResponse = { status: number; ms: number; retryAfter: string | null }
export type TimedRequest = {
  method: 'GET' | 'PATCH' | 'POST'
  path: string
  body?: object
  key?: string
}

/**
 * A client with its own connections, so that several clients do not wait for each other. They leave
 * from `localAddress` (IPv4) if it is given.
 */
export function createHttpClient(
  origin: string,
  headers: Record<string, string>,
  localAddress?: string,
) {
  const connect = localAddress ? { localAddress, family: 4 } : undefined
  const agent = new Agent({ connections: 256, pipelining: 1, connect })
  return {
    async send({ method, path, body, key }: TimedRequest): Promise<TimedResponse> {
      const startedAt = performance.now()
      const toNull = () => null
      const response = await request(`${origin}${path}`, {
        dispatcher: agent,
        method,
        headers: {
          ...headers,
          origin,
          ...(body && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        body: body && JSON.stringify(body),
      }).catch(toNull)
      await response?.body.dump().catch(toNull)
      const ms = performance.now() - startedAt
      if (!response) return { status: 0, ms, retryAfter: null }
      const retryAfter = response.headers['retry-after']
      return { status: response.statusCode, ms, retryAfter: retryAfter ? String(retryAfter) : null }
    },
    close: () => agent.destroy(),
  }
}

/**
 * Calls `act` at a constant rate without waiting for earlier calls, because waiting would make a
 * slow server look fast. Resolves when all calls are done.
 */
export async function runAtRate<T>(
  perSecond: number,
  seconds: number,
  act: (nth: number) => Promise<T>,
): Promise<T[]> {
  const running: Promise<T>[] = []
  const startedAt = performance.now()
  const total = perSecond * seconds
  while (running.length < total) {
    const due = Math.min(total, ((performance.now() - startedAt) / 1_000) * perSecond)
    while (running.length < due) running.push(act(running.length))
    await new Promise((done) => setTimeout(done, 5))
  }
  return Promise.all(running)
}

export const quantile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? Number.NaN
