import { expect, it } from 'vitest'
import { mergeFindings } from './review-findings'

it('the catalogue replaces the general warning about a type, and no other', () => {
  const { blocked, warnings } = mergeFindings(
    [
      { key: 'gifts', warning: 'boolean-broken', at: 'value' },
      { key: 'gifts', warning: 'value-spaces', at: 'value' },
      { key: 'goal', warning: 'number-broken', at: 'value' },
    ],
    [
      { key: 'gifts', warning: 'type-boolean', severity: 'warn' },
      { key: 'product', warning: 'json-schema', severity: 'block' },
      { key: 'product', warning: 'soft-byte-limit', severity: 'block' },
      { key: 'product', warning: 'protected-key', severity: 'warn' },
    ],
  )
  expect(blocked).toEqual([{ key: 'product', warning: 'json-schema', at: 'value' }])
  expect(warnings.map(({ key, warning }) => `${key} ${warning}`)).toEqual([
    'gifts value-spaces',
    'goal number-broken',
    'gifts type-boolean',
    'product protected-key',
  ])
})
