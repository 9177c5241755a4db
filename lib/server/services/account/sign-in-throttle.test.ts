import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { expect, it, vi } from 'vitest'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import { endpoints } from '@/lib/shared/api/contract'
import { REMOTE_ADDRESS_HEADER } from '../../auth/request-identity'
import { callEndpoint, codeIn, SAME_ORIGIN, setUpEndpoints } from '../../testing/endpoints'
import { addPerson, PASSWORD } from '../../testing/people'
import { EXTRA_WAIT_SECONDS, extendWaits } from '../../testing/throttle'

// Expensive enough for a comparison of times.
setUpEndpoints({ PASSWORD_LOG2_COST: '14' })

const post = (email: string, password: string, headers: Record<string, string>) =>
  callEndpoint(
    signInRoute,
    'POST',
    endpoints.signIn.path,
    { headers: { ...SAME_ORIGIN, ...headers }, body: JSON.stringify({ email, password }) },
    {},
    null,
  )

it('throttles sign-in with Retry-After, whatever address the client claims', async () => {
  const { email } = await addPerson('editor')
  // No proxy is trusted, so X-Forwarded-For changes nothing.
  const from = (at: number) => ({
    [REMOTE_ADDRESS_HEADER]: '198.51.100.1',
    'x-forwarded-for': `203.0.113.${at}`,
  })
  for (let attempt = 0; attempt < 6; attempt++)
    expect((await post(email, 'wrong', from(attempt))).status).toBe(401)
  await extendWaits()
  const answer = await post(email, PASSWORD, from(7))
  expect([answer.status, codeIn(answer.body)]).toEqual([429, 'auth.throttled'])
  // The wait after six failures is a second, of which a part may be over.
  const waits = [EXTRA_WAIT_SECONDS, EXTRA_WAIT_SECONDS + 1]
  expect(waits).toContain(Number(answer.headers.get('retry-after')))
  expect(answer.headers.getSetCookie()).toEqual([])
  // An unknown account gets the same response.
  for (let attempt = 0; attempt < 6; attempt++)
    await post('unknown@example.com', 'wrong', from(attempt))
  await extendWaits()
  expect((await post('unknown@example.com', 'wrong', from(7))).status).toBe(429)
  const elsewhere = await post(email, PASSWORD, { [REMOTE_ADDRESS_HEADER]: '198.51.100.2' })
  expect(elsewhere.status).toBe(200)
})

it('an unknown account costs as many password hashes of the same parameters as a wrong password', async () => {
  const { email } = await addPerson('editor')
  const scrypt = vi.spyOn(crypto, 'scrypt')
  // better-auth imports the function by name.
  syncBuiltinESMExports()
  const countHashes = async (address: string, at: number) => {
    scrypt.mockClear()
    const from = { [REMOTE_ADDRESS_HEADER]: `198.51.100.${at}` }
    expect((await post(address, 'wrong', from)).status).toBe(401)
    return scrypt.mock.calls.map(([password, , bytes, options]) => ({ password, bytes, options }))
  }
  const known = await countHashes(email, 10)
  const unknown = await countHashes('unknown@example.com', 11)
  scrypt.mockRestore()
  syncBuiltinESMExports()
  expect(known).toMatchObject([{ password: 'wrong' }])
  expect(unknown).toEqual(known)
})
