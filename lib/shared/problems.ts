import * as z from 'zod/mini'

/**
 * Every error this console can tell, once. `status` is the HTTP status of our API, `at` the place on the screen
 * (a field of a row, the form, the page), `next` what the person can do. The sentence stands in each message
 * catalog under `problems.<code>`; the engine's numbers are mapped in `lib/server/engine/error-codes.ts`.
 */
export const problems = {
  'key.missing': { status: 422, at: 'key', next: 'fix' },
  'key.too-long': { status: 422, at: 'key', next: 'fix' },
  'key.not-text': { status: 422, at: 'key', next: 'fix' },
  'key.control': { status: 422, at: 'key', next: 'fix' },
  'key.invisible': { status: 422, at: 'key', next: 'fix' },
  'key.duplicate': { status: 422, at: 'key', next: 'fix' },
  'key.refused': { status: 422, at: 'key', next: 'fix' },
  'value.too-long': { status: 422, at: 'value', next: 'fix' },
  'value.not-text': { status: 422, at: 'value', next: 'fix' },
  'value.control': { status: 422, at: 'value', next: 'fix' },
  'value.refused': { status: 422, at: 'value', next: 'fix' },

  'room.too-many-keys': { status: 422, at: 'form', next: 'fix' },
  'room.too-many-bytes': { status: 422, at: 'form', next: 'fix' },
  'room.filled-by-others': { status: 422, at: 'form', next: 'review' },
  'room.keys-gone': { status: 422, at: 'form', next: 'review' },
  'room.changed': { status: 409, at: 'form', next: 'review' },
  'room.busy': { status: 423, at: 'form', next: 'wait' },
  'room.gone': { status: 404, at: 'page', next: 'copy' },
  'room.not-an-id': { status: 400, at: 'page', next: 'fix' },
  'changes.empty': { status: 422, at: 'form', next: 'fix' },
  'note.too-long': { status: 422, at: 'form', next: 'fix' },
  'save.key-reused': { status: 422, at: 'form', next: 'retry' },
  'save.out-of-time': { status: 503, at: 'form', next: 'retry' },
  'journal.unavailable': { status: 503, at: 'form', next: 'retry' },

  'engine.unreachable': { status: 503, at: 'form', next: 'retry' },
  'engine.paused': { status: 503, at: 'form', next: 'retry' },
  'engine.busy': { status: 503, at: 'form', next: 'retry' },
  'engine.no-answer': { status: 502, at: 'form', next: 'wait' },
  'engine.garbled': { status: 502, at: 'form', next: 'wait' },
  'engine.failed': { status: 502, at: 'form', next: 'retry' },
  'engine.forbidden': { status: 502, at: 'form', next: 'administrator' },
  'engine.refused': { status: 502, at: 'form', next: 'report' },
  'engine.unknown-code': { status: 502, at: 'form', next: 'report' },
  'engine.plan-inactive': { status: 502, at: 'form', next: 'administrator' },
  'console.misconfigured': { status: 502, at: 'form', next: 'administrator' },

  'request.malformed': { status: 400, at: 'form', next: 'report' },
  'request.no-idempotency-key': { status: 400, at: 'form', next: 'report' },
  'request.wrong-origin': { status: 403, at: 'form', next: 'report' },
  'request.not-found': { status: 404, at: 'page', next: 'report' },
  'request.wrong-method': { status: 405, at: 'form', next: 'report' },
  'request.too-large': { status: 413, at: 'form', next: 'fix' },
  'request.not-json': { status: 415, at: 'form', next: 'report' },
  'console.failed': { status: 500, at: 'form', next: 'report' },
  'console.unreachable': { status: 503, at: 'form', next: 'retry' },
} as const satisfies Record<string, ProblemInfo>

export type ProblemCode = keyof typeof problems

export type ProblemInfo = {
  status: number
  at: 'key' | 'value' | 'form' | 'page'
  next: 'fix' | 'retry' | 'review' | 'wait' | 'copy' | 'administrator' | 'report'
}

export const problemCodes = Object.keys(problems) as readonly ProblemCode[]
const problemCodeSchema = z.enum(problemCodes)

/** Numbers and names that fill a sentence. */
export const problemParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]))
export type ProblemParams = z.infer<typeof problemParamsSchema>

/** What the engine said, for support: its number (null when there was none) and its RequestId. */
export const engineWordSchema = z.object({
  code: z.nullable(z.number()),
  requestId: z.nullable(z.string()),
})
export type EngineWord = z.infer<typeof engineWordSchema>

export const entryProblemSchema = z.object({
  key: z.string(),
  at: z.enum(['key', 'value']),
  code: problemCodeSchema,
  message: z.string(),
  params: z.optional(problemParamsSchema),
})
export type EntryProblem = z.infer<typeof entryProblemSchema>

export const theirsSchema = z.array(z.object({ key: z.string(), value: z.nullable(z.string()) }))
export type Theirs = z.infer<typeof theirsSchema>
