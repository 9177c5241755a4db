/** Limits of the key catalogue. Apart from its schemas, because the checks of a row need no zod. */
export const CATALOGUE_LIMITS = {
  keys: 300,
  descriptionCharacters: 500,
  choices: 50,
  schemaBytes: 8_192,
} as const
