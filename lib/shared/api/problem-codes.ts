/**
 * Every error code of this console. `status` is its HTTP status. `next` is set where the screen
 * offers more than the message: wait for the other change, or sign in. Messages are in the catalogs
 * under `problems.<code>`; codes of the Live service are mapped in
 * `lib/server/engine/error-codes.ts`.
 */
export const problems = {
  'key.missing': { status: 422, next: null },
  'key.too-long': { status: 422, next: null },
  'key.not-text': { status: 422, next: null },
  'key.control': { status: 422, next: null },
  'key.invisible': { status: 422, next: null },
  'key.duplicate': { status: 422, next: null },
  'key.refused': { status: 422, next: null },
  'value.too-long': { status: 422, next: null },
  'value.not-text': { status: 422, next: null },
  'value.control': { status: 422, next: null },
  'value.refused': { status: 422, next: null },

  'room.too-many-keys': { status: 422, next: null },
  'room.too-many-bytes': { status: 422, next: null },
  'room.filled-by-others': { status: 422, next: null },
  'room.keys-gone': { status: 422, next: null },
  'room.changed': { status: 409, next: null },
  'room.busy': { status: 423, next: 'wait' },
  'room.gone': { status: 404, next: null },
  'room.not-an-id': { status: 400, next: null },
  'changes.empty': { status: 422, next: null },
  'note.too-long': { status: 422, next: null },
  'save.key-reused': { status: 422, next: null },
  'save.out-of-time': { status: 503, next: null },
  'save.interrupted': { status: 503, next: null },
  'save.taken-over': { status: 503, next: null },
  'journal.unavailable': { status: 503, next: null },

  'auth.required': { status: 401, next: 'sign-in' },
  'auth.wrong-password': { status: 401, next: null },
  'auth.wrong-code': { status: 401, next: null },
  'auth.throttled': { status: 429, next: 'wait' },
  'auth.reauthenticate': { status: 403, next: null },
  'auth.busy': { status: 429, next: 'wait' },
  'auth.provider-silent': { status: 503, next: null },
  'password.too-short': { status: 422, next: null },
  'password.too-common': { status: 422, next: null },
  'password.unchanged': { status: 422, next: null },
  'password.must-change': { status: 403, next: null },
  'person.exists': { status: 409, next: null },
  'person.not-an-email': { status: 422, next: null },
  'person.last-admin': { status: 409, next: null },
  'auth.forbidden': { status: 403, next: null },

  'engine.unreachable': { status: 503, next: null },
  'engine.paused': { status: 503, next: null },
  'engine.line-full': { status: 429, next: null },
  'engine.busy': { status: 503, next: null },
  'engine.no-answer': { status: 502, next: 'wait' },
  'engine.garbled': { status: 502, next: 'wait' },
  'engine.failed': { status: 502, next: null },
  'engine.forbidden': { status: 502, next: null },
  'engine.refused': { status: 502, next: null },
  'engine.rejected': { status: 502, next: null },
  'engine.signature-refused': { status: 503, next: null },
  'engine.unknown-code': { status: 502, next: null },
  'engine.plan-inactive': { status: 502, next: null },
  'console.misconfigured': { status: 502, next: null },

  'request.malformed': { status: 400, next: null },
  'request.no-idempotency-key': { status: 400, next: null },
  'request.wrong-origin': { status: 403, next: null },
  'request.wrong-host': { status: 421, next: null },
  'request.not-found': { status: 404, next: null },
  'request.wrong-method': { status: 405, next: null },
  'request.unknown-method': { status: 501, next: null },
  'request.too-large': { status: 413, next: null },
  'request.too-many': { status: 429, next: null },
  'request.not-json': { status: 415, next: null },
  'webhook.not-genuine': { status: 401, next: null },
  'webhook.other-app': { status: 403, next: null },
  'metrics.wrong-token': { status: 401, next: null },
  'console.failed': { status: 500, next: null },
  'console.unreachable': { status: 503, next: null },
} as const satisfies Record<string, ProblemInfo>

export type ProblemCode = keyof typeof problems

type ProblemInfo = { status: number; next: 'wait' | 'sign-in' | null }

export const problemCodes = Object.keys(problems) as readonly ProblemCode[]

/** Numbers and names that a message contains. */
export type ProblemParams = Record<string, string | number>

/** Code and RequestId of the Live service, for its support; null where the reply had none. */
export type EngineError = { code: number | null; requestId: string | null }

/**
 * Current values of keys that others changed; null means absent. `by` is who wrote the value, null if
 * it was written outside the console; left out if unknown.
 */
export type Theirs = {
  key: string
  value: string | null
  by?: { id: string; name: string } | null
}[]
