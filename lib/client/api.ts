import * as z from 'zod/mini'
import type { Endpoint } from '@/lib/shared/contract'
import { envelopeSchema } from '@/lib/shared/envelope'
import { Problem } from '@/lib/shared/problem'

type Call<E extends Endpoint> = {
  path?: Record<string, string>
  query?: E['query'] extends z.ZodMiniType ? z.input<E['query']> : never
  body?: E['body'] extends z.ZodMiniType ? z.input<E['body']> : never
  idempotencyKey?: string
  signal?: AbortSignal
}

/**
 * Calls one of our doors and parses its reply. Throws a {@link Problem}: the server's own, or `console.unreachable`
 * when no answer of ours came back, which for a write says nothing of whether it had an effect.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: Call<E> = {},
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

async function send<E extends Endpoint>(endpoint: E, input: Call<E>): Promise<Response> {
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
