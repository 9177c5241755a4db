import type * as z from 'zod/mini'
import type { endpoints } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'

export type Endpoints = typeof endpoints
export type DoorName = keyof Endpoints
export type Reply<N extends DoorName> = z.infer<Endpoints[N]['reply']>

/** What a door is asked with: the parameters of its path, its query or body, and for a write its key. */
export type Call<N extends DoorName> = {
  path?: Record<string, string>
  query?: Endpoints[N] extends { query: infer Q extends z.ZodMiniType } ? z.input<Q> : never
  body?: Endpoints[N] extends { body: infer B extends z.ZodMiniType } ? z.input<B> : never
  idempotencyKey?: string
  signal?: AbortSignal
}

/**
 * Calls one of our doors and parses its reply. Throws a {@link Problem}: the server's own, or `console.unreachable`
 * when no answer of ours came back, which for a write says nothing of whether it had an effect.
 * The contract with its schemas comes with the first call and not with the page, which has its data already.
 */
export async function call<N extends DoorName>(name: N, input: Call<N> = {}): Promise<Reply<N>> {
  const [{ exchange }, { endpoints }] = await Promise.all([
    import('./exchange'),
    import('@/lib/shared/api/contract'),
  ]).catch(() => {
    throw new Problem('console.unreachable')
  })
  return exchange(endpoints[name], input)
}
