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
] as const
export type WarningName = (typeof warningNames)[number]
