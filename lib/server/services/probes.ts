import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import type { Config } from '../runtime/config'
import type { Metrics } from '../runtime/metrics'

/** Liveness: the process responds. */
export async function readLive(): Promise<{ live: true }> {
  return { live: true }
}

/** Readiness: the runtime has started and the store responds. Throws `journal.unavailable`. */
export async function readReady({
  database,
}: {
  database: { check(): Promise<void> }
}): Promise<{ ready: true }> {
  await database.check()
  return { ready: true }
}

/**
 * The metrics of this process in the Prometheus text format, for callers with the METRICS_TOKEN.
 * Throws `request.not-found` when no token is configured and `metrics.wrong-token` for another
 * token.
 */
export async function readMetrics(
  { config, metrics }: { config: Config; metrics: Metrics },
  _: unknown,
  request: Request,
): Promise<Response> {
  if (config.metricsToken === undefined) throw new Problem('request.not-found')
  const [, token = ''] = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (!isSameToken(token, config.metricsToken)) throw new Problem('metrics.wrong-token')
  const { body, type } = await metrics.render()
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: { 'content-type': type },
  })
}

/** Constant-time comparison. Comparing hashes also hides the length. */
function isSameToken(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
