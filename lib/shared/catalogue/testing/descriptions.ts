import type { KeyDescription } from '../key-description'

/** A description that checks nothing, with these fields. */
export const describeKey = (
  name: string,
  fields: Partial<KeyDescription> = {},
): KeyDescription => ({
  name,
  description: '',
  example: '',
  type: 'text',
  severity: 'warn',
  protected: false,
  ...fields,
})
