import * as z from 'zod/mini'
import { problemCodes } from './problem-codes'

export const problemCodeSchema = z.enum(problemCodes)
export const problemParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]))

export const engineErrorSchema = z.object({
  code: z.nullable(z.number()),
  requestId: z.nullable(z.string()),
})

export const theirsSchema = z.array(
  z.object({
    key: z.string(),
    value: z.nullable(z.string()),
    by: z.optional(z.nullable(z.object({ id: z.string(), name: z.string() }))),
  }),
)

export const entryProblemSchema = z.object({
  key: z.string(),
  at: z.enum(['key', 'value']),
  code: problemCodeSchema,
  message: z.string(),
  params: z.optional(problemParamsSchema),
})
