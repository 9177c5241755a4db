import type * as z from 'zod/mini'
import type { endpoints } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import { isUserActive } from '../browser/user-activity'
import { checkBuild } from '../resilience/build'
import { getPageAlert } from '../resilience/page-alert'

type Endpoints = typeof endpoints
type EndpointName = keyof Endpoints
export type ResponseBody<N extends EndpointName> = z.infer<Endpoints[N]['response']>

/** Path parameters, query or body of a request. Writes also take an idempotency key. */
type CallInput<N extends EndpointName> = {
  path?: Record<string, string>
  query?: Endpoints[N] extends { query: infer Q extends z.ZodMiniType } ? z.input<Q> : never
  body?: Endpoints[N] extends { body: infer B extends z.ZodMiniType } ? z.input<B> : never
  idempotencyKey?: string
  signal?: AbortSignal
}

/**
 * Calls one of our endpoints and parses its response. Throws a {@link Problem}: the one the server
 * sent, `console.unreachable` when the response was lost, after which a write may have succeeded, or
 * `console.updated` when the page belongs to an earlier build and nothing was sent.
 *
 * The contract and its schemas load with the first call, because the page already has its data.
 */
export async function call<N extends EndpointName>(
  name: N,
  input: CallInput<N> = {},
): Promise<ResponseBody<N>> {
  const { endpoints, sendRequest } = await import('./send-request').catch(async () => {
    await checkBuild()
    throw new Problem(
      getPageAlert()?.kind === 'updated' ? 'console.updated' : 'console.unreachable',
    )
  })
  return sendRequest(endpoints[name], { ...input, isBackground: !isUserActive() })
}
