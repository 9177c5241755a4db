import { expect, it } from 'vitest'
import { codeOf } from './authenticator'

// RFC 6238, appendix B, of which apps show the last six digits.
it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [20_000_000_000, '353130'],
])('at %i seconds the secret of the standard gives %s', (seconds, code) => {
  expect(codeOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1_000)).toBe(code)
})
