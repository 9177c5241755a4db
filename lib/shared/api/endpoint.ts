import type * as z from 'zod/mini'
import type { Action } from '../access/roles'

/**
 * One entry per door: method, path, what goes in and what comes out. The browser and the route handlers read the
 * same entry, so neither can drift. `{slug}` is a room slug; `query` and `body` refuse fields they do not know.
 */
export type Endpoint = {
  method: 'GET' | 'PATCH' | 'POST' | 'DELETE'
  path: string
  /** Whoever may not is refused before anything of the request is read; null = it is answered without a session. */
  action: Action | null
  /** Answered also while the person has yet to choose a password; every other door is then 403 `password.must-change`. */
  choosesPassword?: true
  query?: z.ZodMiniType
  body?: z.ZodMiniType
  /** Needs the header `Idempotency-Key`, a UUID. */
  idempotent?: true
  reply: z.ZodMiniType
  /** 200 where absent. */
  status?: (reply: never) => number
}
