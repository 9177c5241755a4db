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
  'save.interrupted': { status: 503, at: 'form', next: 'retry' },
  'save.taken-over': { status: 503, at: 'form', next: 'review' },
  'journal.unavailable': { status: 503, at: 'form', next: 'retry' },

  'auth.required': { status: 401, at: 'form', next: 'sign-in' },
  'auth.wrong-password': { status: 401, at: 'form', next: 'fix' },
  'auth.wrong-code': { status: 401, at: 'form', next: 'fix' },
  'auth.throttled': { status: 429, at: 'form', next: 'wait' },
  'auth.provider-silent': { status: 503, at: 'form', next: 'retry' },
  'password.too-short': { status: 422, at: 'form', next: 'fix' },
  'password.unchanged': { status: 422, at: 'form', next: 'fix' },
  'password.must-change': { status: 403, at: 'page', next: 'fix' },
  'person.exists': { status: 409, at: 'form', next: 'fix' },
  'person.not-an-email': { status: 422, at: 'form', next: 'fix' },
  'person.last-admin': { status: 409, at: 'form', next: 'fix' },
  'auth.forbidden': { status: 403, at: 'form', next: 'administrator' },

  'engine.unreachable': { status: 503, at: 'form', next: 'retry' },
  'engine.paused': { status: 503, at: 'form', next: 'retry' },
  'engine.line-full': { status: 429, at: 'form', next: 'retry' },
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
  'request.too-many': { status: 429, at: 'form', next: 'retry' },
  'request.not-json': { status: 415, at: 'form', next: 'report' },
  'webhook.not-genuine': { status: 401, at: 'form', next: 'report' },
  'webhook.other-app': { status: 403, at: 'form', next: 'report' },
  'metrics.wrong-token': { status: 401, at: 'form', next: 'report' },
  'console.failed': { status: 500, at: 'form', next: 'report' },
  'console.unreachable': { status: 503, at: 'form', next: 'retry' },
} as const satisfies Record<string, ProblemInfo>

export type ProblemCode = keyof typeof problems

export type ProblemInfo = {
  status: number
  at: 'key' | 'value' | 'form' | 'page'
  next: 'fix' | 'retry' | 'review' | 'wait' | 'copy' | 'administrator' | 'sign-in' | 'report'
}

export const problemCodes = Object.keys(problems) as readonly ProblemCode[]

/** Numbers and names that fill a sentence. */
export type ProblemParams = Record<string, string | number>

/** What the engine said, for support: its number (null when there was none) and its RequestId. */
export type EngineWord = { code: number | null; requestId: string | null }

/** What stands now at keys that others changed; null = absent. */
export type Theirs = { key: string; value: string | null }[]
