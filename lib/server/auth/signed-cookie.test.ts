import { expect, it } from 'vitest'
import { createSignatureCheck, signValue } from './signed-cookie'

it('accepts a value with our signature, also when it comes again', () => {
  const verify = createSignatureCheck('secret')
  const cookie = signValue('a.token', 'secret')
  expect([verify(cookie), verify(cookie)]).toEqual(['a.token', 'a.token'])
})

it('refuses another signature of a value that was accepted before', () => {
  const verify = createSignatureCheck('secret')
  verify(signValue('token', 'secret'))
  for (const cookie of [signValue('token', 'other'), 'token.', 'token.AAAA', 'token', undefined]) {
    expect(verify(cookie)).toBeNull()
  }
  expect(verify(signValue('token', 'secret'))).toBe('token')
})

it('does not remember a value that was refused', () => {
  const verify = createSignatureCheck('secret')
  const forged = signValue('token', 'other')
  expect([verify(forged), verify(forged)]).toEqual([null, null])
})
