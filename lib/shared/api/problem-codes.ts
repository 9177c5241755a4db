/**
 * Every error code of this console with its HTTP status. Messages are in the catalogs under
 * `problems.<code>`; codes of the Live service are mapped in `lib/server/engine/error-codes.ts`.
 */
export const problems = {
  'key.missing': { status: 422 },
  'key.too-long': { status: 422 },
  'key.not-text': { status: 422 },
  'key.control': { status: 422 },
  'key.invisible': { status: 422 },
  'key.duplicate': { status: 422 },
  'key.refused': { status: 422 },
  'value.too-long': { status: 422 },
  'value.not-text': { status: 422 },
  'value.control': { status: 422 },
  'value.refused': { status: 422 },

  'room.too-many-keys': { status: 422 },
  'room.too-many-bytes': { status: 422 },
  'room.filled-by-others': { status: 422 },
  'room.keys-gone': { status: 422 },
  'room.changed': { status: 409 },
  'room.busy': { status: 423 },
  'room.gone': { status: 404 },
  'room.not-an-id': { status: 400 },
  'changes.empty': { status: 422 },
  'note.too-long': { status: 422 },
  'save.key-reused': { status: 422 },
  'save.out-of-time': { status: 503 },
  'save.interrupted': { status: 503 },
  'save.taken-over': { status: 503 },
  'journal.unavailable': { status: 503 },
  'catalogue.blocked': { status: 422 },
  'catalogue.invalid': { status: 422 },
  'catalogue.stale': { status: 409 },

  'preset.exists': { status: 409 },
  'preset.changed': { status: 409 },
  'preset.too-many': { status: 422 },
  'batch.running': { status: 409 },
  'batch.nothing-saved': { status: 422 },

  'auth.required': { status: 401 },
  'auth.wrong-password': { status: 401 },
  'auth.wrong-code': { status: 401 },
  'auth.throttled': { status: 429 },
  'auth.reauthenticate': { status: 403 },
  'auth.busy': { status: 429 },
  'auth.provider-silent': { status: 503 },
  'password.too-short': { status: 422 },
  'password.too-common': { status: 422 },
  'password.unchanged': { status: 422 },
  'password.must-change': { status: 403 },
  'person.exists': { status: 409 },
  'person.not-an-email': { status: 422 },
  'person.last-admin': { status: 409 },
  'person.self': { status: 409 },
  'auth.forbidden': { status: 403 },

  'engine.unreachable': { status: 503 },
  'engine.paused': { status: 503 },
  'engine.line-full': { status: 429 },
  'engine.busy': { status: 503 },
  'engine.no-answer': { status: 502 },
  'engine.garbled': { status: 502 },
  'engine.failed': { status: 502 },
  'engine.forbidden': { status: 502 },
  'engine.refused': { status: 502 },
  'engine.rejected': { status: 502 },
  'engine.signature-refused': { status: 503 },
  'engine.unknown-code': { status: 502 },
  'engine.plan-inactive': { status: 502 },
  'console.misconfigured': { status: 502 },

  'request.malformed': { status: 400 },
  'request.no-idempotency-key': { status: 400 },
  'request.wrong-origin': { status: 403 },
  'request.wrong-host': { status: 421 },
  'request.not-found': { status: 404 },
  'request.wrong-method': { status: 405 },
  'request.unknown-method': { status: 501 },
  'request.too-large': { status: 413 },
  'request.too-many': { status: 429 },
  'request.not-json': { status: 415 },
  'webhook.not-genuine': { status: 401 },
  'webhook.other-app': { status: 403 },
  'metrics.wrong-token': { status: 401 },
  'console.failed': { status: 500 },
  'console.unreachable': { status: 503 },
  'console.updated': { status: 503 },
} as const satisfies Record<string, ProblemInfo>

export type ProblemCode = keyof typeof problems

type ProblemInfo = { status: number }

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
