import * as z from 'zod/mini'
import { BACKGROUND_HEADER } from '@/lib/shared/api/background-request'
import type { Endpoint } from '@/lib/shared/api/endpoint'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { Problem } from '@/lib/shared/api/problem'
import { compareBuild } from '../resilience/build'

/** Loads together with the schemas, so that `call` has one part to wait for. */
export { endpoints } from '@/lib/shared/api/contract'

type RequestInput = {
  path?: Record<string, string>
  query?: unknown
  body?: unknown
  idempotencyKey?: string
  /** No person caused it, so it does not keep an idle session alive. */
  isBackground?: boolean
  signal?: AbortSignal
}

/** Sends a request and parses the response. Separate from `call`, because it needs the schemas. */
export async function sendRequest<E extends Endpoint>(
  endpoint: E,
  input: RequestInput,
): Promise<z.infer<E['response']>> {
  const response = await fetchEndpoint(endpoint, input)
  compareBuild(response)
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) {
    const parsed = z.safeParse<E['response']>(endpoint.response, body)
    if (parsed.success) return parsed.data
    throw new Problem('console.failed', { cause: parsed.error })
  }
  const envelope = envelopeSchema.safeParse(body)
  if (!envelope.success) throw new Problem('console.unreachable')
  const { code, message: _, ...details } = envelope.data.error
  throw new Problem(code, details)
}

async function fetchEndpoint(endpoint: Endpoint, input: RequestInput): Promise<Response> {
  const { path = {}, query, body, idempotencyKey, isBackground, signal } = input
  const search = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([param, value]) =>
      value === undefined ? [] : [[param, String(value)]],
    ),
  )
  const url = endpoint.path.replace(/\{(\w+)\}/g, (_, param: string) => path[param] ?? '')
  try {
    return await fetch(search.size > 0 ? `${url}?${search}` : url, {
      method: endpoint.method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(isBackground ? { [BACKGROUND_HEADER]: '1' } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Problem('console.unreachable')
  }
}
