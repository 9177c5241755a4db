import { beforeEach, expect, it, vi } from 'vitest'
import * as callbackRoute from '@/app/api/auth/callback/oidc/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as startRoute from '@/app/api/auth/sign-in/social/route'
import * as confirmRoute from '@/app/api/auth/two-factor/confirm/route'
import * as enableRoute from '@/app/api/auth/two-factor/enable/route'
import * as verifyCodeRoute from '@/app/api/auth/two-factor/verify-totp/route'
import * as peopleRoute from '@/app/api/people/route'
import { endpoints } from '@/lib/shared/api/contract'
import { REMOTE_ADDRESS_HEADER } from '../../auth/request-identity'
import { totpCode } from '../../auth/testing/totp'
import { createBrowserFactory } from '../../testing/account-endpoints'
import { callEndpoint, SAME_ORIGIN, setUpEndpoints } from '../../testing/endpoints'
import { logLines } from '../../testing/log-lines'
import { addPerson, PASSWORD, signedInAs } from '../../testing/people'

const openBrowser = createBrowserFactory({
  signIn: signInRoute,
  signInWithProvider: startRoute,
  verifyCode: verifyCodeRoute,
  enableSecondFactor: enableRoute,
  confirmSecondFactor: confirmRoute,
})

vi.mock('../../runtime/log', () => import('../../testing/log-lines'))

setUpEndpoints({
  // Nothing listens on the port of the discard service.
  OIDC_ISSUER: 'http://127.0.0.1:9',
  OIDC_CLIENT_ID: 'live-room-console',
  OIDC_CLIENT_SECRET: 'not-a-real-secret',
})
beforeEach(() => {
  logLines.length = 0
})

const SOURCE = '198.51.100.9'
const linesOf = (event: string): Record<string, unknown>[] =>
  logLines.map((line) => JSON.parse(line)).filter((line) => line.event === event)
const signIn = (email: string, password: string) =>
  callEndpoint(
    signInRoute,
    'POST',
    endpoints.signIn.path,
    {
      headers: { ...SAME_ORIGIN, [REMOTE_ADDRESS_HEADER]: SOURCE },
      body: JSON.stringify({ email, password }),
    },
    {},
    null,
  )

it('names the account and the address of a failed sign-in', async () => {
  const { id, email } = await addPerson('admin')
  await signIn(email, 'wrong')
  expect(linesOf('sign-in-failed')).toEqual([
    expect.objectContaining({ person: id, source: SOURCE, code: 'auth.wrong-password' }),
  ])
})

it('names an unknown account only by a keyed hash, the same one each time', async () => {
  await signIn('my password in the wrong field', 'wrong')
  await signIn('my password in the wrong field', 'wrong again')
  await signIn('another@example.com', 'wrong')
  const lines = linesOf('sign-in-failed')
  const [first, second, other] = lines.map(({ account }) => account)
  expect(first).toMatch(/^[\w-]{16}$/)
  expect([second, other]).toEqual([first, expect.not.stringMatching(String(first))])
  expect(logLines.join()).not.toContain('my password')
  expect(lines.every(({ person }) => person === undefined)).toBe(true)
})

it('names the person of a wrong code and of a throttled attempt', async () => {
  const person = await addPerson('editor')
  const here = openBrowser()
  await here.post('signIn', { email: person.email, password: PASSWORD })
  const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
  const { totpUri } = endpoints.enableSecondFactor.response.parse(body)
  await here.post('confirmSecondFactor', { code: totpCode(totpUri) })
  await here.post('signIn', { email: person.email, password: PASSWORD })
  for (let at = 0; at < 8; at++) await here.post('verifyCode', { code: `00000${at}` })
  const codes = linesOf('sign-in-failed').map((line) => [line.person, line.code])
  expect(codes).toContainEqual([person.id, 'auth.wrong-code'])
})

it('names the person whose request is denied', async () => {
  const { person, cookie } = await signedInAs('viewer')
  const headers = { cookie, [REMOTE_ADDRESS_HEADER]: SOURCE }
  await callEndpoint(peopleRoute, 'GET', '/api/people', { headers })
  const denied = { code: 'auth.forbidden', person: person.id, source: SOURCE }
  expect(linesOf('problem')).toEqual([expect.objectContaining(denied)])
  const [request] = linesOf('request')
  expect(request).toMatchObject({ status: 403, person: person.id, source: SOURCE })
})

it('a stranger cannot write a line at level error', async () => {
  const stranger = openBrowser()
  await stranger.post('signIn', { email: 'unknown@example.com', password: 'wrong' })
  await stranger.post('signInWithProvider', {})
  const callback = endpoints.finishSingleSignOn.path
  for (const query of ['', '?error=access_denied', '?code=a&state=b', '?state=%00']) {
    const request = new Request(`http://localhost:3000${callback}${query}`, {
      headers: { cookie: 'console.state=nonsense' },
    })
    await callbackRoute.GET(request, { params: Promise.resolve({}) })
  }
  const levels = logLines.map((line) => JSON.parse(line).level)
  expect(levels.length).toBeGreaterThan(5)
  expect(levels.filter((level) => level === 'error' || level === 'fatal')).toEqual([])
})
