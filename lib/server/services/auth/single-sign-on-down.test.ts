import { afterAll, beforeAll, expect, it } from 'vitest'
import * as startDoor from '@/app/api/auth/sign-in/social/route'
import { endpoints } from '@/lib/shared/api/contract'
import { ask, codeIn, OWN, startDoors, stopDoors } from '../../testing/endpoints'
import { cookieOf, newPerson } from '../../testing/people'

beforeAll(async () => {
  await startDoors()
  Object.assign(process.env, {
    // Nothing listens on the port of the discard service.
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'live-room-console',
    OIDC_CLIENT_SECRET: 'not-a-real-secret',
  })
})
afterAll(stopDoors)

it('while the provider is down it is told so, and passwords work', async () => {
  const path = endpoints.signInWithProvider.path
  const answer = await ask(startDoor, 'POST', path, { headers: OWN, body: '{}' }, {}, null)
  expect([answer.status, codeIn(answer.body)]).toEqual([503, 'auth.provider-silent'])
  expect(await cookieOf(await newPerson('viewer'))).not.toBe('')
})
