import * as z from 'zod/mini'
import type { Endpoint } from '@/lib/shared/api/endpoint'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { Problem } from '@/lib/shared/api/problem'

type Request = {
  path?: Record<string, string>
  query?: unknown
  body?: unknown
  idempotencyKey?: string
  signal?: AbortSignal
}

/** One request to one of our doors, its reply parsed; the part of `call` that needs the schemas. */
export async function exchange<E extends Endpoint>(
  endpoint: E,
  input: Request,
): Promise<z.infer<E['reply']>> {
  const response = await send(endpoint, input)
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) {
    const reply = z.safeParse<E['reply']>(endpoint.reply, body)
    if (reply.success) return reply.data
    throw new Problem('console.failed', { cause: reply.error })
  }
  const envelope = envelopeSchema.safeParse(body)
  if (!envelope.success) throw new Problem('console.unreachable')
  const { code, message: _, ...details } = envelope.data.error
  throw new Problem(code, details)
}

async function send(endpoint: Endpoint, input: Request): Promise<Response> {
  const { path = {}, query, body, idempotencyKey, signal } = input
  const search = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )
  const address = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '')
  try {
    return await fetch(search.size > 0 ? `${address}?${search}` : address, {
      method: endpoint.method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Problem('console.unreachable')
  }
}
