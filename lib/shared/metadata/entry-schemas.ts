import * as z from 'zod/mini'

export const entrySchema = z.strictObject({
  key: z.string(),
  value: z.string(),
})

export const keyChangeSchema = z.strictObject({
  key: z.string(),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
})
