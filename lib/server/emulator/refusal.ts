import 'server-only'

/** Thrown by a check; becomes the envelope with this code (contract §4). */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    info: string,
  ) {
    super(info)
  }
}
