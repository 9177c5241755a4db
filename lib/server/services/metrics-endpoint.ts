import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import type { OpenContext } from '../http/context'

/**
 * The numbers of this process for a probe that knows METRICS_TOKEN; it needs nobody's leave but that: 401 without it,
 * 404 while none is configured.
 */
export async function readMetrics(
  ctx: OpenContext,
  _: unknown,
  request: Request,
): Promise<Response> {
  const { metricsToken } = ctx.config
  if (metricsToken === undefined) throw new Problem('request.not-found')
  const [, given = ''] = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (!same(given, metricsToken)) throw new Problem('metrics.wrong-token')
  const { body, type } = await ctx.metrics.text()
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: { 'content-type': type },
  })
}

/** In a time that tells nothing of where the two differ, nor of how long they are. */
function same(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
