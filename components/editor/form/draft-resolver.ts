import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import * as z from 'zod/mini'
import { entrySchema } from '@/lib/shared/metadata/entry-schemas'
import { findDraftProblems } from './draft-problems'

const draftRowSchema = z.object({
  key: z.string(),
  value: z.string(),
  base: z.nullable(entrySchema),
  removed: z.boolean(),
})

/** The form's schema: its issues are the {@link findDraftProblems}, with their codes as messages. */
export const draftSchema = z.object({ rows: z.array(draftRowSchema) }).check((ctx) => {
  for (const { index, at, code } of findDraftProblems(ctx.value.rows)) {
    const path = index === null ? ['room'] : ['rows', index, at]
    ctx.issues.push({ code: 'custom', message: code, path, input: ctx.value })
  }
})

/** Validates the form before the review. Loads with the first review, not with the page. */
export const draftResolver = standardSchemaResolver(draftSchema)
