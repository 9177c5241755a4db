import * as z from 'zod/mini'

/** One key with its value, as a room holds it. */
export const entrySchema = z.strictObject({ key: z.string(), value: z.string() })
export type Entry = z.infer<typeof entrySchema>

/** One key's step from what the operator saw to what the operator wants; null = absent. */
export const keyChangeSchema = z.strictObject({
  key: z.string(),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
})
export type KeyChange = z.infer<typeof keyChangeSchema>

/** By code unit, the same on every machine and in every language; the one order in which entries are shown. */
export const byKey = (a: { key: string }, b: { key: string }) =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0
