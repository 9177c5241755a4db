import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as signInDoor from '@/app/api/auth/sign-in/email/route'
import { endpoints } from '@/lib/shared/api/contract'
import { PEER_HEADER } from '../../auth/request-identity'
import { ask, codeIn, OWN, startDoors, stopDoors } from '../../testing/endpoints'
import { newPerson, PASSWORD } from '../../testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

const post = (email: string, password: string, headers: Record<string, string>) =>
  ask(
    signInDoor,
    'POST',
    endpoints.signIn.path,
    { headers: { ...OWN, ...headers }, body: JSON.stringify({ email, password }) },
    {},
    null,
  )

it('too many tries are told so, with the seconds to wait, wherever a client claims to be', async () => {
  const { email } = await newPerson('editor')
  // What a client claims of where it comes from changes nothing: no proxy is trusted.
  const from = (at: number) => ({
    [PEER_HEADER]: '198.51.100.1',
    'x-forwarded-for': `203.0.113.${at}`,
  })
  for (let at = 0; at < 6; at++) expect((await post(email, 'wrong', from(at))).status).toBe(401)
  const answer = await post(email, PASSWORD, from(7))
  expect([answer.status, codeIn(answer.body)]).toEqual([429, 'auth.throttled'])
  expect(answer.headers.get('retry-after')).toBe('1')
  expect(answer.headers.getSetCookie()).toEqual([])
  // Of an address that nobody has it is said likewise.
  for (let at = 0; at < 6; at++) await post('nobody@example.com', 'wrong', from(at))
  expect((await post('nobody@example.com', 'wrong', from(7))).status).toBe(429)
  const elsewhere = await post(email, PASSWORD, { [PEER_HEADER]: '198.51.100.2' })
  expect(elsewhere.status).toBe(200)
})

it('somebody unknown takes about as long as a wrong password', async () => {
  const { email } = await newPerson('editor')
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let at = 0; at < 7; at++) {
    for (const [kind, address] of [
      ['known', email],
      ['unknown', `nobody-${at}@example.com`],
    ] as const) {
      const startedAt = performance.now()
      await post(address, 'wrong', { [PEER_HEADER]: `198.51.100.${10 + at}` })
      times[kind].push(performance.now() - startedAt)
    }
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[3] ?? 0
  const ratio = median(times.unknown) / median(times.known)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})
