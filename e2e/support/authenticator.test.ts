import { expect, it } from 'vitest'
import { totpCode } from './authenticator'

// Test vectors of RFC 6238, appendix B, shortened to six digits.
it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [20_000_000_000, '353130'],
])('computes the code of RFC 6238 at %i seconds: %s', (seconds, code) => {
  expect(totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1_000)).toBe(code)
})
