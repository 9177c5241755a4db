/** Minimum length of a password that a person chooses. */
export const MIN_PASSWORD_CHARACTERS = 12
