import 'server-only'
import * as z from 'zod/mini'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { Problem } from '@/lib/shared/api/problem'
import {
  engineErrorSchema,
  entryProblemSchema,
  problemCodeSchema,
  problemParamsSchema,
  theirsSchema,
} from '@/lib/shared/api/problem-schemas'
import { type Change, changeSchema, keyResultSchema } from '@/lib/shared/changes/change'
import type { LaterChange } from '@/lib/shared/changes/needs-attention'
import type { Entry } from '@/lib/shared/metadata/entry'
import { entrySchema } from '@/lib/shared/metadata/entry-schemas'
import type { ChangeRow } from './schema'

/**
 * Columns of a `Change`. The large ones (whole rooms, calls) are read only where they are needed.
 */
export const CHANGE_COLUMNS = [
  'id',
  'room',
  'source',
  'person_id',
  'person_name',
  'at',
  'note',
  'changes',
  'outcome',
  'results',
  'settled_at',
  'read_at',
  'previous_read_at',
  'restores',
  'engine',
  'claimed_by',
  'problem',
  'batch_id',
  'preset_id',
  'preset_name',
] as const
export type ChangeColumns = Pick<ChangeRow, (typeof CHANGE_COLUMNS)[number]>

/**
 * One attempt of a call to the Live service, stored in the column `calls`: when it was about to be
 * sent (ISO 8601) and how it ended; null while that is unknown.
 */
const callSchema = z.object({
  step: z.enum(['set', 'delete', 'put-back']),
  sentAt: z.string(),
  class: z.nullable(z.string()),
  code: z.nullable(z.number()),
  requestId: z.nullable(z.string()),
  ms: z.nullable(z.number()),
})
export type Call = z.infer<typeof callSchema>

const problemSchema = z.object({
  code: problemCodeSchema,
  params: z.optional(problemParamsSchema),
  entries: z.optional(z.array(z.omit(entryProblemSchema, { message: true }))),
  theirs: z.optional(theirsSchema),
  engine: z.optional(engineErrorSchema),
})

/** Throws when the row was not written by this code. */
export function toChange(row: ChangeColumns): Change {
  const { person_id: id, person_name: name, settled_at: settledAt, read_at: readAt } = row
  return changeSchema.parse({
    id: row.id,
    room: row.room,
    source: row.source,
    by: id === null ? null : { id, name: name ?? '' },
    at: toIsoTime(row.at),
    note: row.note,
    changes: JSON.parse(row.changes),
    outcome: row.outcome,
    results: JSON.parse(row.results),
    settledAt: settledAt === null ? null : toIsoTime(settledAt),
    readAt: readAt === null ? null : toIsoTime(readAt),
    durationMs: settledAt === null ? null : settledAt - row.at,
    restores: row.restores,
    ...(row.engine !== null && { engine: JSON.parse(row.engine) }),
    ...(row.previous_read_at !== null && { previousReadAt: toIsoTime(row.previous_read_at) }),
    ...(row.claimed_by !== null && { claimedBy: JSON.parse(row.claimed_by) }),
    ...(row.outcome === 'partial' && {
      conflicts: parseStoredProblem(row.problem)?.details.theirs,
    }),
    ...(row.batch_id !== null && { batch: row.batch_id }),
    ...(row.preset_id !== null && { preset: { id: row.preset_id, name: row.preset_name } }),
  })
}

/** Null when the room was not read back or had ended. */
export function parseStoredEntries(after: string | null): Entry[] | null {
  return after === null ? null : z.array(entrySchema).parse(JSON.parse(after))
}

/** What a later change says about an earlier partial one. */
export function toLaterChange({
  results,
  restores,
}: Pick<ChangeRow, 'results' | 'restores'>): LaterChange {
  return { results: z.array(keyResultSchema).parse(JSON.parse(results)), restores }
}

export function toCalls(calls: string): Call[] {
  return z.array(callSchema).parse(JSON.parse(calls))
}

/** Undefined for a code that this version no longer knows, so that its row stays readable. */
export function parseStoredProblem(stored: string | null): Problem | undefined {
  if (stored === null) return undefined
  const parsed = problemSchema.safeParse(JSON.parse(stored))
  if (!parsed.success) return undefined
  const { code, ...details } = parsed.data
  return new Problem(code, details)
}

/** Without `change`, which is this row. */
export function serializeProblem({ code, details }: Problem): string {
  const { params, entries, theirs, engine } = details
  return JSON.stringify({ code, params, entries, theirs, engine })
}
