import { performance } from 'node:perf_hooks'
import { Agent, request } from 'undici'

/** One answer of the console: its status, how long it took (ms), and after how many seconds to come back. */
export type Answered = { status: number; ms: number; retryAfter: string | null }
export type Asked = { method: 'GET' | 'PATCH'; path: string; body?: object; key?: string }

/** Somebody who sends requests over connections of their own. */
export function createSender(origin: string, headers: Record<string, string>) {
  const agent = new Agent({ connections: 256, pipelining: 1 })
  return {
    /** Status 0: no answer at all. */
    async send({ method, path, body, key }: Asked): Promise<Answered> {
      const startedAt = performance.now()
      const none = () => null
      const answer = await request(`${origin}${path}`, {
        dispatcher: agent,
        method,
        headers: {
          ...headers,
          origin,
          ...(body && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        body: body && JSON.stringify(body),
      }).catch(none)
      await answer?.body.dump().catch(none)
      const ms = performance.now() - startedAt
      if (!answer) return { status: 0, ms, retryAfter: null }
      const retryAfter = answer.headers['retry-after']
      return { status: answer.statusCode, ms, retryAfter: retryAfter ? String(retryAfter) : null }
    },
    close: () => agent.destroy(),
  }
}

/**
 * Calls `act` so many times a second for so many seconds, whether it is answered or not: people who wait would make a
 * slow server look fast. Resolves when all are answered.
 */
export async function atRate<T>(
  perSecond: number,
  seconds: number,
  act: (nth: number) => Promise<T>,
): Promise<T[]> {
  const under: Promise<T>[] = []
  const startedAt = performance.now()
  const total = perSecond * seconds
  while (under.length < total) {
    const due = Math.min(total, ((performance.now() - startedAt) / 1_000) * perSecond)
    while (under.length < due) under.push(act(under.length))
    await new Promise((done) => setTimeout(done, 5))
  }
  return Promise.all(under)
}

export const quantile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? Number.NaN
