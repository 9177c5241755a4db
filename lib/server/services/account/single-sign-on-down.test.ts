import { expect, it } from 'vitest'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as startRoute from '@/app/api/auth/sign-in/social/route'
import { endpoints } from '@/lib/shared/api/contract'
import { callEndpoint, codeIn, SAME_ORIGIN, setUpEndpoints } from '../../testing/endpoints'
import { addPerson, createSignIn } from '../../testing/people'

const signIn = createSignIn(signInRoute)

setUpEndpoints({
  // Nothing listens on the port of the discard service.
  OIDC_ISSUER: 'http://127.0.0.1:9',
  OIDC_CLIENT_ID: 'live-room-console',
  OIDC_CLIENT_SECRET: 'not-a-real-secret',
})

it('while the provider is down single sign-on reports it and passwords work', async () => {
  const path = endpoints.signInWithProvider.path
  const answer = await callEndpoint(
    startRoute,
    'POST',
    path,
    { headers: SAME_ORIGIN, body: '{}' },
    {},
    null,
  )
  expect([answer.status, codeIn(answer.body)]).toEqual([503, 'auth.provider-silent'])
  expect(await signIn(await addPerson('viewer'))).not.toBe('')
})
