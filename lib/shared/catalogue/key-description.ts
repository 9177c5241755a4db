import * as z from 'zod/mini'
import { LIMITS } from '../metadata/limits'

/** What a value can be. Values stay text: a type says which texts are meant. */
export const valueTypes = [
  'text',
  'number',
  'boolean',
  'choice',
  'colour',
  'date-time',
  'url',
  'json',
] as const
export type ValueType = (typeof valueTypes)[number]

/** What a failed check does to a save: it warns in the review, or the server refuses it. */
export const severities = ['warn', 'block'] as const
export type Severity = (typeof severities)[number]

/**
 * What the catalogue says about a key, or about all keys that match a pattern: a `name` with `*`,
 * which stands for any text. `choices` belongs to the type `choice`, `schema` to `json`; `byteLimit`
 * is a soft limit below the one of the Live service; a `protected` key is owned by an app.
 */
export const keyDescriptionSchema = z.strictObject({
  name: z.string(),
  description: z._default(z.string(), ''),
  example: z._default(z.string(), ''),
  type: z.enum(valueTypes),
  choices: z.optional(z.array(z.string())),
  schema: z.optional(z.record(z.string(), z.unknown())),
  byteLimit: z.optional(z.number().check(z.int(), z.gte(1), z.lte(LIMITS.valueBytes))),
  severity: z._default(z.enum(severities), 'warn'),
  protected: z._default(z.boolean(), false),
})
export type KeyDescription = z.infer<typeof keyDescriptionSchema>

/** `version` is 0 until someone describes a key; `changedBy` is null unless a signed-in person did. */
export const catalogueSchema = z.object({
  version: z.number(),
  changedAt: z.nullable(z.string()),
  changedBy: z.nullable(z.object({ id: z.string(), name: z.string() })),
  keys: z.array(keyDescriptionSchema),
})
export type Catalogue = z.infer<typeof catalogueSchema>
