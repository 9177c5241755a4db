import * as z from 'zod/mini'
import { engineErrorSchema } from '../api/problem-schemas'
import { keyChangeSchema } from '../metadata/entry-schemas'

export const outcomes = ['pending', 'applied', 'not-applied', 'partial', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]

export const CHANGE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The result for one key; `found` is its value when the room was read back, null if absent. */
export const keyResultSchema = z.object({
  key: z.string(),
  result: z.enum(['applied', 'not-applied', 'unclear']),
  found: z.nullable(z.string()),
})
export type KeyResult = z.infer<typeof keyResultSchema>

/**
 * One save and its outcome. `pending` and `unknown` are unsettled (`settledAt` is null), the other
 * three are final. Times are ISO 8601 in UTC; `readAt` is when the room was read back; `durationMs`
 * is the time from `at` to `settledAt`.
 */
export const changeSchema = z.object({
  id: z.string(),
  room: z.string(),
  source: z.enum(['console', 'restore', 'outside']),
  by: z.nullable(z.object({ id: z.string(), name: z.string() })),
  at: z.string(),
  note: z.nullable(z.string()),
  changes: z.array(keyChangeSchema),
  outcome: z.enum(outcomes),
  results: z.array(keyResultSchema),
  settledAt: z.nullable(z.string()),
  readAt: z.nullable(z.string()),
  durationMs: z.nullable(z.number()),
  restores: z.nullable(z.string()),
  engine: z.optional(engineErrorSchema),
})
export type Change = z.infer<typeof changeSchema>
