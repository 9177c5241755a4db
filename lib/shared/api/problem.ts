import type { Change } from '../changes/change'
import type { RowProblem } from '../metadata/metadata'
import type { EngineWord, ProblemCode, ProblemParams, Theirs } from './problems'

type ProblemDetails = {
  params?: ProblemParams
  entries?: RowProblem[]
  theirs?: Theirs
  change?: Change
  engine?: EngineWord
  /** Finds the log line; set on the browser's side, from the envelope. */
  ref?: string
  /** For our log only, never for a reply. Must not hold a URL, a signature or a secret. */
  cause?: unknown
}

const BRAND = Symbol.for('live-room-console.problem')

/** An error with a code, a place and a sentence. The only error that becomes an answer; all others become `console.failed`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly details: Omit<ProblemDetails, 'cause'>
  readonly [BRAND] = true

  // Next gives pages, doors and the start a copy of this module each: one copy throws what another catches.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  constructor(code: ProblemCode, { cause, ...details }: ProblemDetails = {}) {
    super(code, { cause })
    this.code = code
    this.details = details
  }

  /** The same problem with more to tell, such as the change it belongs to. */
  with(details: ProblemDetails): Problem {
    return new Problem(this.code, { cause: this.cause, ...this.details, ...details })
  }
}
