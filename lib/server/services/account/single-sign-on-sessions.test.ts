import { generateKeyPair, type JWTPayload } from 'jose'
import { describe, expect, it } from 'vitest'
import * as logoutRoute from '@/app/api/auth/backchannel-logout/route'
import * as callbackRoute from '@/app/api/auth/callback/oidc/route'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as startRoute from '@/app/api/auth/sign-in/social/route'
import * as confirmRoute from '@/app/api/auth/two-factor/confirm/route'
import * as enableRoute from '@/app/api/auth/two-factor/enable/route'
import * as verifyCodeRoute from '@/app/api/auth/two-factor/verify-totp/route'
import * as unlinkRoute from '@/app/api/people/[id]/single-sign-on/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { endpoints } from '@/lib/shared/api/contract'
import type { Answer } from '../../auth/testing/hostile-provider'
import { totpCode } from '../../auth/testing/totp'
import { getRuntime } from '../../runtime/runtime'
import { createBrowserFactory } from '../../testing/account-endpoints'
import { callEndpoint, SAME_ORIGIN } from '../../testing/endpoints'
import { addPerson, cookiesIn, createSignIn, PASSWORD } from '../../testing/people'
import { createSingleSignOnSteps, setUpHostileProvider } from '../../testing/single-sign-on'

const signIn = createSignIn(signInRoute)
const openBrowser = createBrowserFactory({
  verifyCode: verifyCodeRoute,
  enableSecondFactor: enableRoute,
  confirmSecondFactor: confirmRoute,
})
const { startSignIn, returnFromProvider } = createSingleSignOnSteps({
  start: startRoute,
  callback: callbackRoute,
  session: sessionRoute,
})

const provider = setUpHostileProvider()

const HOUR_MS = 3_600_000

async function signInAtProvider(claims: JWTPayload) {
  const { url, cookie } = await startSignIn('/rooms')
  const { to, headers } = await returnFromProvider(provider().respondTo(url, { claims }), cookie)
  return { to, cookie: cookiesIn(headers), headers }
}

async function addLinkedPerson(more: JWTPayload = {}) {
  const person = await addPerson('editor')
  const { email } = person
  const claims = { sub: `subject of ${email}`, email, email_verified: true, ...more }
  return { person, claims, ...(await signInAtProvider(claims)) }
}

const statusOf = async (cookie: string) =>
  (await callEndpoint(roomsRoute, 'GET', '/api/rooms', { headers: { cookie } })).status
const expiryOf = async (personId: string) => {
  const { database } = await getRuntime()
  const row = await database.kysely
    .selectFrom('sessions')
    .select('expires_at')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return Date.parse(row.expires_at)
}

describe('a session from single sign-on', () => {
  it('lasts twelve hours at most, and so does its cookie', async () => {
    const { person, headers, to } = await addLinkedPerson()
    expect(to).toBe('/rooms')
    const { database } = await getRuntime()
    expect(
      Math.abs((await expiryOf(person.id)) - (await database.now()) - 12 * HOUR_MS),
    ).toBeLessThan(60_000)
    const cookie = headers.getSetCookie().find((each) => each.includes('session_token'))
    expect(cookie).toMatch(/; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('is not prolonged by turning on two-step verification', async () => {
    const { person, cookie } = await addLinkedPerson()
    const before = await expiryOf(person.id)
    const here = openBrowser(cookie)
    const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
    const { totpUri } = endpoints.enableSecondFactor.response.parse(body)
    const confirmed = await here.post('confirmSecondFactor', { code: totpCode(totpUri) })
    expect(confirmed.status).toBe(200)
    expect(await statusOf(here.cookie())).toBe(200)
    expect(await expiryOf(person.id)).toBe(before)
  })

  it('ends when an administrator unlinks the person, and then another subject can link', async () => {
    const { person, cookie, claims } = await addLinkedPerson()
    const path = `/api/people/${person.id}/single-sign-on`
    const init = { headers: SAME_ORIGIN }
    const unlinked = await callEndpoint(unlinkRoute, 'DELETE', path, init, { id: person.id })
    expect(unlinked.status).toBe(200)
    expect(await statusOf(cookie)).toBe(401)
    const other = await signInAtProvider({ ...claims, sub: 'a new subject' })
    expect(await statusOf(other.cookie)).toBe(200)
  })
})

it('starting single sign-on writes nothing to the store', async () => {
  const { database } = await getRuntime()
  const count = async () =>
    (await database.kysely.selectFrom('verifications').select('id').execute()).length
  const before = await count()
  for (let at = 0; at < 5; at++) await startSignIn()
  expect(await count()).toBe(before)
})

describe('a person with two-step verification', () => {
  async function addPersonWithCode() {
    const { person, claims, cookie } = await addLinkedPerson()
    const here = openBrowser(cookie)
    const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
    const { totpUri } = endpoints.enableSecondFactor.response.parse(body)
    await here.post('confirmSecondFactor', { code: totpCode(totpUri) })
    return { person, claims, totpUri }
  }

  it('also enters the code after single sign-on', async () => {
    const { claims, totpUri } = await addPersonWithCode()
    const { to, cookie } = await signInAtProvider(claims)
    expect(to).toBe('/sign-in?returnTo=%2Frooms&step=code')
    expect(await statusOf(cookie)).toBe(401)
    const there = openBrowser(cookie)
    const answer = await there.post('verifyCode', { code: totpCode(totpUri, 1) })
    expect(answer.status).toBe(200)
    expect(await statusOf(there.cookie())).toBe(200)
    const { auth, database } = await getRuntime()
    const session = await auth.findSession(auth.identify(new Headers({ cookie: there.cookie() })))
    expect(session?.origin.identity).toBe(`${provider().issuer} ${claims.sub}`)
    const lifetime = Date.parse(session?.origin.expiresAt ?? '') - (await database.now())
    expect(lifetime).toBeLessThanOrEqual(12 * HOUR_MS)
  })

  it('enters no code where the provider asks for the second factor', async () => {
    const { claims } = await addPersonWithCode()
    const { auth } = await getRuntime()
    const oidc = auth.singleSignOn?.oidc ?? expect.fail('no single sign-on')
    oidc.secondFactor = 'provider'
    const { to, cookie } = await signInAtProvider(claims)
    oidc.secondFactor = 'own'
    expect([to, await statusOf(cookie)]).toEqual(['/rooms', 200])
  })
})

describe('back-channel logout', () => {
  const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  let tokens = 0
  const logout = async (claims: JWTPayload, more: Answer = {}) => {
    tokens += 1
    const payload = { jti: `token ${tokens}`, events: EVENTS, nonce: undefined, ...claims }
    return post(await provider().sign({ claims: payload, ...more }))
  }
  const post = async (token: string) => {
    const body = new URLSearchParams({ logout_token: token })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const path = endpoints.endProviderSessions.path
    const init = { headers, body: body.toString() }
    return (await callEndpoint(logoutRoute, 'POST', path, init, {}, null)).status
  }

  it('ends the sessions of a subject, but not one from a password', async () => {
    const { person, claims, cookie } = await addLinkedPerson()
    const withPassword = await signIn(person)
    expect(await logout({ sub: claims.sub })).toBe(200)
    expect([await statusOf(cookie), await statusOf(withPassword)]).toEqual([401, 200])
  })

  it('ends one session of the provider and no other one', async () => {
    const { claims, cookie } = await addLinkedPerson({ sid: 'session one' })
    const other = await signInAtProvider({ ...claims, sid: 'session two' })
    expect(await logout({ sid: 'session one' })).toBe(200)
    expect([await statusOf(cookie), await statusOf(other.cookie)]).toEqual([401, 200])
  })

  it('refuses every other token', async () => {
    const { claims, cookie } = await addLinkedPerson()
    const { sub } = claims
    const { privateKey } = await generateKeyPair('RS256')
    const statuses = [
      await post(''),
      await post('not.a.token'),
      await logout({ sub }, { key: privateKey }),
      await logout({ sub, aud: 'another-client' }),
      await logout({ sub, iss: 'https://other.example' }),
      await logout({ sub, nonce: 'of an ID token' }),
      await logout({ sub, events: {} }),
      await logout({ sub, jti: undefined }),
      await logout({ sub, iat: 1_700_000_000 }),
      await logout({}),
      await logout({ sub, exp: 1_700_000_000 }),
    ]
    expect(statuses).toEqual(statuses.map(() => 400))
    expect(await statusOf(cookie)).toBe(200)
  })

  it('accepts a token once', async () => {
    const { claims } = await addLinkedPerson()
    expect(await logout({ sub: claims.sub, jti: 'once' })).toBe(200)
    const again = await signInAtProvider(claims)
    expect(await logout({ sub: claims.sub, jti: 'once' })).toBe(400)
    expect(await statusOf(again.cookie)).toBe(200)
  })
})
