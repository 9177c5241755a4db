import 'server-only'
import * as z from 'zod/mini'
import { Problem } from '@/lib/shared/api/problem'
import {
  engineWordSchema,
  entryProblemSchema,
  problemCodeSchema,
  problemParamsSchema,
  theirsSchema,
} from '@/lib/shared/api/problem-schemas'
import { type Change, changeSchema, keyResultSchema } from '@/lib/shared/changes/change'
import type { Later } from '@/lib/shared/changes/needs-attention'
import type { Entry } from '@/lib/shared/metadata/entry'
import { entrySchema } from '@/lib/shared/metadata/entry-schemas'
import type { ChangeRow } from './schema'

/** The columns a `Change` is made of; the heavy rest (whole rooms, calls) is read only where it is asked for. */
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
  'restores',
  'engine',
] as const
export type ChangeColumns = Pick<ChangeRow, (typeof CHANGE_COLUMNS)[number]>

/** One attempt at a write: when it was about to be sent (ISO 8601), and what came back, null while nothing did. */
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
  engine: z.optional(engineWordSchema),
})

export const isoOf = (ms: number) => new Date(ms).toISOString()

/** A row as everybody else knows it. Throws where the row is not what this code wrote. */
export function changeOf(row: ChangeColumns): Change {
  const { person_id: id, person_name: name, settled_at: settledAt, read_at: readAt } = row
  return changeSchema.parse({
    id: row.id,
    room: row.room,
    source: row.source,
    by: id === null ? null : { id, name: name ?? '' },
    at: isoOf(row.at),
    note: row.note,
    changes: JSON.parse(row.changes),
    outcome: row.outcome,
    results: JSON.parse(row.results),
    settledAt: settledAt === null ? null : isoOf(settledAt),
    readAt: readAt === null ? null : isoOf(readAt),
    durationMs: settledAt === null ? null : settledAt - row.at,
    restores: row.restores,
    ...(row.engine !== null && { engine: JSON.parse(row.engine) }),
  })
}

/** The room as it was read back; null where it was not, or was gone. */
export function roomOf(after: string | null): Entry[] | null {
  return after === null ? null : z.array(entrySchema).parse(JSON.parse(after))
}

/** Only what a later change tells of an earlier one. */
export function laterOf({ results, restores }: Pick<ChangeRow, 'results' | 'restores'>): Later {
  return { results: z.array(keyResultSchema).parse(JSON.parse(results)), restores }
}

export function callsOf(calls: string): Call[] {
  return z.array(callSchema).parse(JSON.parse(calls))
}

/** The answer as it was given. A code that a later version has dropped must not make its row unreadable. */
export function problemOf(stored: string | null): Problem | undefined {
  if (stored === null) return undefined
  const parsed = problemSchema.safeParse(JSON.parse(stored))
  if (!parsed.success) return undefined
  const { code, ...details } = parsed.data
  return new Problem(code, details)
}

/** What is kept of a problem: all of its answer but the change, which is the row itself. */
export function storedProblem({ code, details }: Problem): string {
  const { params, entries, theirs, engine } = details
  return JSON.stringify({ code, params, entries, theirs, engine })
}
