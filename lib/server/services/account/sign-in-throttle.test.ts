import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import { endpoints } from '@/lib/shared/api/contract'
import { REMOTE_ADDRESS_HEADER } from '../../auth/request-identity'
import {
  callEndpoint,
  codeIn,
  SAME_ORIGIN,
  startEndpoints,
  stopEndpoints,
} from '../../testing/endpoints'
import { addPerson, PASSWORD } from '../../testing/people'

beforeAll(startEndpoints)
afterAll(stopEndpoints)

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
  const answer = await post(email, PASSWORD, from(7))
  expect([answer.status, codeIn(answer.body)]).toEqual([429, 'auth.throttled'])
  expect(answer.headers.get('retry-after')).toBe('1')
  expect(answer.headers.getSetCookie()).toEqual([])
  // An unknown account gets the same response.
  for (let attempt = 0; attempt < 6; attempt++)
    await post('unknown@example.com', 'wrong', from(attempt))
  expect((await post('unknown@example.com', 'wrong', from(7))).status).toBe(429)
  const elsewhere = await post(email, PASSWORD, { [REMOTE_ADDRESS_HEADER]: '198.51.100.2' })
  expect(elsewhere.status).toBe(200)
})

it('an unknown account takes about as long as a wrong password', async () => {
  const { email } = await addPerson('editor')
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let at = 0; at < 7; at++) {
    for (const [kind, address] of [
      ['known', email],
      ['unknown', `unknown-${at}@example.com`],
    ] as const) {
      const startedAt = performance.now()
      await post(address, 'wrong', { [REMOTE_ADDRESS_HEADER]: `198.51.100.${10 + at}` })
      times[kind].push(performance.now() - startedAt)
    }
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[3] ?? 0
  const ratio = median(times.unknown) / median(times.known)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})
