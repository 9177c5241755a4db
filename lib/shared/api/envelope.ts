import * as z from 'zod/mini'
import { changeSchema } from '../changes/change'
import {
  engineErrorSchema,
  entryProblemSchema,
  problemCodeSchema,
  problemParamsSchema,
  theirsSchema,
} from './problem-schemas'

/**
 * The body of every response that is not 2xx. `ref` identifies the log line; `message` is English,
 * screens use `code`.
 */
export const envelopeSchema = z.object({
  error: z.object({
    code: problemCodeSchema,
    message: z.string(),
    params: z.optional(problemParamsSchema),
    entries: z.optional(z.array(entryProblemSchema)),
    theirs: z.optional(theirsSchema),
    change: z.optional(changeSchema),
    engine: z.optional(engineErrorSchema),
    ref: z.string(),
  }),
})
export type Envelope = z.infer<typeof envelopeSchema>
