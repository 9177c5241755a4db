import 'server-only'

/** Thrown by a check; becomes a reply with this error code (docs/live-api.md#error-codes). */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    info: string,
  ) {
    super(info)
  }
}
