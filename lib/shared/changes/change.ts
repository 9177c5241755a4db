import * as z from 'zod/mini'
import { engineErrorSchema, theirsSchema } from '../api/problem-schemas'
import { keyChangeSchema } from '../metadata/entry-schemas'
import { usedPresetSchema } from '../presets/preset'
import { warningNames } from './warning-names'

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

/** A warning of the review that a person saves despite. */
export const acknowledgedWarningSchema = z.strictObject({
  key: z.string(),
  warning: z.enum(warningNames),
})
export type AcknowledgedWarning = z.infer<typeof acknowledgedWarningSchema>

/**
 * A key change as journalled. `overwrite`: its author chose to replace whatever the room held; then
 * `from` is the value that the save replaced. `acknowledged` are warnings that its author saved
 * despite.
 */
const journalledKeyChangeSchema = z.extend(keyChangeSchema, {
  overwrite: z.optional(z.literal(true)),
  acknowledged: z.optional(z.array(z.enum(warningNames))),
})

/**
 * One save and its outcome. `pending` and `unknown` are unsettled (`settledAt` is null), the other
 * three are final. Times are ISO 8601 in UTC; `readAt` is when the room was read back; `durationMs`
 * is the time from `at` to `settledAt`. An external change happened between `previousReadAt` and
 * `readAt`. `claimedBy` are the accounts that webhooks name as authors of an external change; their
 * bodies are unsigned, so show it as a claim. `conflicts` are the keys that others changed while the
 * save was running, so that it stopped after its first call. `batch` is the id of
 * the batch that saved it; `preset` is where its entries came from, under the name of that moment.
 */
export const changeSchema = z.object({
  id: z.string(),
  room: z.string(),
  source: z.enum(['console', 'restore', 'outside']),
  by: z.nullable(z.object({ id: z.string(), name: z.string() })),
  at: z.string(),
  note: z.nullable(z.string()),
  changes: z.array(journalledKeyChangeSchema),
  outcome: z.enum(outcomes),
  results: z.array(keyResultSchema),
  settledAt: z.nullable(z.string()),
  readAt: z.nullable(z.string()),
  durationMs: z.nullable(z.number()),
  restores: z.nullable(z.string()),
  engine: z.optional(engineErrorSchema),
  previousReadAt: z.optional(z.string()),
  claimedBy: z.optional(z.array(z.string())),
  conflicts: z.optional(theirsSchema),
  batch: z.optional(z.string()),
  preset: z.optional(usedPresetSchema),
})
export type Change = z.infer<typeof changeSchema>

/** Who made a change and when, for a place with room for one line. */
export const lastChangeSchema = z.pick(changeSchema, {
  id: true,
  at: true,
  source: true,
  by: true,
  claimedBy: true,
})
