import type * as z from 'zod/mini'
import type { Action } from '../access/roles'

/**
 * Describes one endpoint: method, path, input and response. Browser and route handlers use the same
 * description, so neither can drift. `{slug}` is a room slug; `query` and `body` refuse unknown
 * fields.
 */
export type Endpoint = {
  method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE'
  path: string
  /** Checked before the request is read; null means that no session is needed. */
  action: Action | null
  /**
   * Allowed while the person must choose a new password. Other endpoints respond with 403
   * `password.must-change` until then.
   */
  isPasswordChange?: true
  /** Only pages that refresh themselves call it: it does not keep an idle session alive. */
  isBackground?: true
  query?: z.ZodMiniType
  body?: z.ZodMiniType
  /** Default 256 KiB. */
  maxBodyBytes?: number
  /** Requires the header `Idempotency-Key`, a UUID. */
  idempotent?: true
  response: z.ZodMiniType
  /** Default 200. */
  status?: (response: never) => number
}
