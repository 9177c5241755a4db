import 'server-only'

/** The save that a call belongs to; `ref` finds its lines in the log. */
export type InFlightDeps = { actor: { id: string }; ref: string }

/**
 * Options for the calls of a save that has started: they go to the front of the request queue, and
 * our own rate limits never refuse them, see docs/save-guarantees.md#a-save-step-by-step.
 */
export const inFlightCallOptions = ({ actor, ref }: InFlightDeps) =>
  ({ ref, requester: actor.id, isSaveInFlight: true }) as const
