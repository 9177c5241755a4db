/** Checks of the key catalogue that a value fails, or a key that an app owns. */
const catalogueWarningNames = [
  'type-number',
  'type-boolean',
  'type-choice',
  'type-colour',
  'type-date-time',
  'type-url',
  'type-json',
  'json-schema',
  'soft-byte-limit',
  'protected-key',
] as const
export type CatalogueWarningName = (typeof catalogueWarningNames)[number]

/** What a person may have done by accident. These names are stored in the history. */
export const warningNames = [
  'json-broken',
  'number-broken',
  'boolean-broken',
  'value-spaces',
  'value-hidden',
  'line-ends',
  'key-spaces',
  'key-similar',
  ...catalogueWarningNames,
] as const
export type WarningName = (typeof warningNames)[number]
