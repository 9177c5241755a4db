import type { Change } from '../changes/change'
import type { EntryProblem } from '../metadata/metadata-rules'
import type { EngineError, ProblemCode, ProblemParams, Theirs } from './problem-codes'

type ProblemDetails = {
  params?: ProblemParams
  entries?: EntryProblem[]
  theirs?: Theirs
  change?: Change
  engine?: EngineError
  /** Identifies the log line; the browser takes it from the envelope. */
  ref?: string
  /** For the log only, never for a response. Must not contain a URL, a signature or a secret. */
  cause?: unknown
}

const BRAND = Symbol.for('live-room-console.problem')

/**
 * An error with a code (after RFC 9457). The only error that reaches a client; all others become
 * `console.failed`.
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly details: Omit<ProblemDetails, 'cause'>
  readonly [BRAND] = true

  // The server's bundle, pages and route handlers have a copy of this module each, so `instanceof`
  // checks a brand.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  constructor(code: ProblemCode, { cause, ...details }: ProblemDetails = {}) {
    super(code, { cause })
    this.code = code
    this.details = details
  }

  /** A copy with more details, such as the change it belongs to. */
  with(details: ProblemDetails): Problem {
    return new Problem(this.code, { cause: this.cause, ...this.details, ...details })
  }
}

/** Converts an unknown error to the problem `console.failed`, which reveals nothing about its cause. */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('console.failed', { cause: error })
}
