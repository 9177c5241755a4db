/** How many rooms a person can pin: as many as one event stream watches. */
export const MAX_PINS = 30
