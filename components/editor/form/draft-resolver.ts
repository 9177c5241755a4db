import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import * as z from 'zod/mini'
import { entrySchema } from '@/lib/shared/metadata/entry-schemas'
import { draftProblems } from './draft-problems'

const draftRowSchema = z.object({
  key: z.string(),
  value: z.string(),
  was: z.nullable(entrySchema),
  removed: z.boolean(),
})

/** The form's schema: its issues are the {@link draftProblems}, with their codes as messages. */
export const draftSchema = z.object({ rows: z.array(draftRowSchema) }).check((ctx) => {
  for (const { index, at, code } of draftProblems(ctx.value.rows)) {
    const path = index === null ? ['room'] : ['rows', index, at]
    ctx.issues.push({ code: 'custom', message: code, path, input: ctx.value })
  }
})

/** Validates the form before the review. Loaded then, not with the page. */
export const draftResolver = standardSchemaResolver(draftSchema)
