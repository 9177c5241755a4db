import { describe, expect, it } from 'vitest'
import * as callbackRoute from '@/app/api/auth/callback/oidc/route'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as reauthenticateRoute from '@/app/api/auth/reauthenticate/route'
import * as startRoute from '@/app/api/auth/sign-in/social/route'
import * as confirmRoute from '@/app/api/auth/two-factor/confirm/route'
import * as enableRoute from '@/app/api/auth/two-factor/enable/route'
import * as personRoute from '@/app/api/people/[id]/route'
import * as peopleRoute from '@/app/api/people/route'
import { endpoints } from '@/lib/shared/api/contract'
import { totpCode } from '../../auth/testing/totp'
import { getRuntime } from '../../runtime/runtime'
import { createBrowserFactory } from '../../testing/account-endpoints'
import { callEndpoint, codeIn, SAME_ORIGIN } from '../../testing/endpoints'
import { addPerson, cookiesIn, createSessionCookie, PASSWORD } from '../../testing/people'
import { createSingleSignOnSteps, setUpHostileProvider } from '../../testing/single-sign-on'

const openBrowser = createBrowserFactory({
  reauthenticate: reauthenticateRoute,
  enableSecondFactor: enableRoute,
  confirmSecondFactor: confirmRoute,
})
const { startSignIn, returnFromProvider } = createSingleSignOnSteps({
  start: startRoute,
  callback: callbackRoute,
  session: sessionRoute,
})

const provider = setUpHostileProvider()

const MINUTE_MS = 60_000
type Answer = { status: number; body: unknown }
const outcome = ({ status, body }: Answer) => (status < 400 ? status : [status, codeIn(body)])
const REFUSED = [403, 'auth.reauthenticate']

/** Moves the sign-in of a person's sessions back. */
async function age(personId: string, minutes: number) {
  const { database } = await getRuntime()
  await database.kysely
    .updateTable('sessions')
    .set({ authenticated_at: (await database.now()) - minutes * MINUTE_MS })
    .where('person_id', '=', personId)
    .execute()
}

async function signedInAdmin(minutesAgo: number) {
  const admin = await addPerson('admin')
  const cookie = await createSessionCookie(admin)
  await age(admin.id, minutesAgo)
  return { admin, cookie, browser: openBrowser(cookie) }
}

async function changePerson(cookie: string, body: object, id?: string) {
  const personId = id ?? (await addPerson('viewer')).id
  const init = { headers: { ...SAME_ORIGIN, cookie }, body: JSON.stringify(body) }
  const path = `/api/people/${personId}`
  return outcome(await callEndpoint(personRoute, 'PATCH', path, init, { id: personId }))
}

async function addAdmin(cookie: string) {
  const person = { email: `new-${Math.random()}@example.com`, name: 'New', role: 'admin' }
  const init = { headers: { ...SAME_ORIGIN, cookie }, body: JSON.stringify(person) }
  return outcome(await callEndpoint(peopleRoute, 'POST', '/api/people', init))
}

describe('giving the role admin', () => {
  it('needs a sign-in of the last 15 minutes', async () => {
    const { admin, cookie } = await signedInAdmin(14)
    expect(await changePerson(cookie, { role: 'admin' })).toBe(200)
    await age(admin.id, 16)
    expect(await changePerson(cookie, { role: 'admin' })).toEqual(REFUSED)
    expect(await addAdmin(cookie)).toEqual(REFUSED)
  })

  it('is the only change that needs it', async () => {
    const { cookie } = await signedInAdmin(60)
    expect(await changePerson(cookie, { role: 'editor' })).toBe(200)
    expect(await changePerson(cookie, { disabled: true })).toBe(200)
    const { id } = await addPerson('admin')
    expect(await changePerson(cookie, { role: 'viewer' }, id)).toBe(200)
  })

  it('is possible after the password was entered again', async () => {
    const { cookie, browser } = await signedInAdmin(60)
    const wrong = await browser.post('reauthenticate', { password: 'a guess' })
    expect(outcome(wrong)).toEqual([401, 'auth.wrong-password'])
    expect(await changePerson(cookie, { role: 'admin' })).toEqual(REFUSED)
    const right = await browser.post('reauthenticate', { password: PASSWORD })
    expect([right.status, right.body]).toEqual([200, { url: null }])
    expect(await changePerson(cookie, { role: 'admin' })).toBe(200)
    expect(await addAdmin(cookie)).toBe(201)
  })

  it('is possible after a code of the app', async () => {
    const { admin, browser } = await signedInAdmin(60)
    const { body } = await browser.post('enableSecondFactor', { password: PASSWORD })
    const { totpUri } = endpoints.enableSecondFactor.response.parse(body)
    await browser.post('confirmSecondFactor', { code: totpCode(totpUri) })
    await age(admin.id, 60)
    const used = await browser.post('reauthenticate', { code: totpCode(totpUri) })
    expect(outcome(used)).toEqual([401, 'auth.wrong-code'])
    const right = await browser.post('reauthenticate', { code: totpCode(totpUri, 1) })
    expect(right.status).toBe(200)
    expect(await changePerson(browser.cookie(), { role: 'admin' })).toBe(200)
  })

  it('does not accept a code from a person without two-step verification', async () => {
    const { browser } = await signedInAdmin(60)
    const answer = await browser.post('reauthenticate', { code: '000000' })
    expect(outcome(answer)).toEqual([401, 'auth.wrong-code'])
  })
})

describe('a person of single sign-on', () => {
  const now = () => Math.floor(Date.now() / 1_000)

  async function signInAtProvider() {
    const admin = await addPerson('admin')
    const { email } = admin
    const claims = { sub: `subject of ${email}`, email, email_verified: true }
    const { url, cookie } = await startSignIn()
    const { headers } = await returnFromProvider(provider().respondTo(url, { claims }), cookie)
    await age(admin.id, 60)
    const session = cookiesIn(headers)
    const start = async () => {
      const init = { headers: { ...SAME_ORIGIN, cookie: session }, body: '{"returnTo":"/people"}' }
      const path = endpoints.reauthenticate.path
      const answer = await callEndpoint(reauthenticateRoute, 'POST', path, init)
      const { url: at } = endpoints.reauthenticate.response.parse(answer.body)
      return { url: at ?? '', cookie: `${session}; ${cookiesIn(answer.headers)}` }
    }
    return { claims, session, start }
  }

  it('signs in there again and comes back to the page', async () => {
    const { claims, session, start } = await signInAtProvider()
    const { url, cookie } = await start()
    expect(new URL(url).searchParams.get('max_age')).toBe('0')
    const answer = { claims: { ...claims, auth_time: now() } }
    const { to } = await returnFromProvider(provider().respondTo(url, answer), cookie)
    expect(to).toBe('/people')
    expect(await changePerson(session, { role: 'admin' })).toBe(200)
  })

  it.each<[string, (sub: string) => object]>([
    ['an earlier sign-in', (sub) => ({ sub, auth_time: now() - 600 })],
    ['a sign-in at an unknown time', (sub) => ({ sub })],
    ['a sign-in of another subject', () => ({ sub: 'another', auth_time: now() })],
  ])('is not confirmed by %s', async (_, claimsOf) => {
    const { claims, session, start } = await signInAtProvider()
    const { url, cookie } = await start()
    const answer = { claims: { ...claims, ...claimsOf(claims.sub) } }
    const { to } = await returnFromProvider(provider().respondTo(url, answer), cookie)
    expect(to).toBe('/sign-in?error=other')
    expect(await changePerson(session, { role: 'admin' })).toEqual(REFUSED)
  })
})
