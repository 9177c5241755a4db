import { MAX_ROOMS_PER_STREAM } from '../api/stream-events'

/** How many rooms a person can pin: one event stream watches them all. */
export const MAX_PINS = MAX_ROOMS_PER_STREAM
