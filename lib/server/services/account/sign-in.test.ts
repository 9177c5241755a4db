import { describe, expect, it, vi } from 'vitest'
import * as unknownRoute from '@/app/api/[...path]/route'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as signOutRoute from '@/app/api/auth/sign-out/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { endpoints } from '@/lib/shared/api/contract'
import { author } from '../../db/testing/audit-author'
import { getRuntime } from '../../runtime/runtime'
import { callEndpoint, codeIn, SAME_ORIGIN, setUpEndpoints } from '../../testing/endpoints'
import { addPerson, cookiesIn, PASSWORD } from '../../testing/people'

setUpEndpoints()

const post = (body: unknown, headers: Record<string, string> = SAME_ORIGIN) =>
  callEndpoint(
    signInRoute,
    'POST',
    endpoints.signIn.path,
    { headers, body: JSON.stringify(body) },
    {},
    null,
  )
const withCookie = (cookie: string) => ({ headers: { ...SAME_ORIGIN, cookie } })
const readRooms = (cookie: string) =>
  callEndpoint(roomsRoute, 'GET', '/api/rooms', withCookie(cookie))

describe('signing in', () => {
  it('returns the user and sets an HttpOnly cookie, without a token in the body', async () => {
    const { email, id, name } = await addPerson('editor')
    const answer = await post({ email: email.toUpperCase(), password: PASSWORD })
    const person = {
      id,
      email,
      name,
      role: 'editor',
      secondFactor: false,
      mustChangePassword: false,
      hasPassword: true,
    }
    expect([answer.status, answer.body]).toEqual([200, { secondFactor: false, person }])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const [cookie, ...others] = answer.headers.getSetCookie()
    expect(others).toEqual([])
    expect(cookie).toMatch(
      /^console\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const seen = await callEndpoint(
      sessionRoute,
      'GET',
      endpoints.getSession.path,
      withCookie(cookiesIn(answer.headers)),
    )
    expect(endpoints.getSession.response.parse(seen.body).person).toEqual(person)
    const { auth } = await getRuntime()
    await vi.waitFor(async () => expect((await auth.people.find(id))?.lastSeenAt).not.toBeNull())
  })

  it('answers the same for an unknown account, a wrong password and a disabled person', async () => {
    const { email } = await addPerson('editor')
    const disabled = await addPerson('editor')
    const { auth } = await getRuntime()
    await auth.people.change(disabled.id, { disabled: true }, author)
    const attempts = [
      { email: 'unknown@example.com', password: PASSWORD },
      { email, password: 'a wrong password' },
      { email, password: '' },
      { email: 'not an address', password: PASSWORD },
      { email: disabled.email, password: PASSWORD },
    ]
    for (const body of attempts) {
      const answer = await post(body)
      expect([answer.status, codeIn(answer.body)]).toEqual([401, 'auth.wrong-password'])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  it.each<[string, number, unknown, Record<string, string>]>([
    ['from another site', 403, {}, { ...SAME_ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['without Sec-Fetch-Site and Origin', 403, {}, { 'content-type': 'application/json' }],
    ['as a form', 415, {}, { ...SAME_ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }],
    ['with a field of better-auth', 400, { callbackURL: 'https://evil.example' }, SAME_ORIGIN],
    ['without a password', 400, { password: undefined }, SAME_ORIGIN],
  ])('%s is refused with %i', async (_, status, more, headers) => {
    const { email } = await addPerson('editor')
    const answer = await post({ email, password: PASSWORD, ...(more as object) }, headers)
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([status, []])
  })

  it('replaces the previous session', async () => {
    const { email } = await addPerson('editor')
    const first = cookiesIn((await post({ email, password: PASSWORD })).headers)
    const again = await post({ email, password: PASSWORD }, { ...SAME_ORIGIN, cookie: first })
    const second = cookiesIn(again.headers)
    expect(second).not.toBe(first)
    expect([(await readRooms(first)).status, (await readRooms(second)).status]).toEqual([401, 200])
  })
})

describe('signing out', () => {
  it('ends the session and removes the cookie', async () => {
    const { email } = await addPerson('viewer')
    const cookie = cookiesIn((await post({ email, password: PASSWORD })).headers)
    const answer = await callEndpoint(
      signOutRoute,
      'POST',
      endpoints.signOut.path,
      withCookie(cookie),
    )
    expect([answer.status, answer.body]).toEqual([200, { done: true }])
    expect(answer.headers.getSetCookie()[0]).toMatch(/^console\.session_token=; Max-Age=0;/)
    expect(answer.headers.get('clear-site-data')).toBe('"cache"')
    expect((await readRooms(cookie)).status).toBe(401)
  })

  it('succeeds without a session and is refused from another site', async () => {
    const signOut = (headers: Record<string, string>) =>
      callEndpoint(signOutRoute, 'POST', endpoints.signOut.path, { headers }, {}, null)
    expect((await signOut(SAME_ORIGIN)).status).toBe(200)
    const refused = await signOut({ ...SAME_ORIGIN, 'sec-fetch-site': 'cross-site' })
    expect([refused.status, refused.headers.get('clear-site-data')]).toEqual([403, null])
  })
})

it('returns null without a session', async () => {
  const answer = await callEndpoint(sessionRoute, 'GET', endpoints.getSession.path, {}, {}, null)
  expect([answer.status, answer.body]).toEqual([200, { person: null, session: null }])
})

it.each([
  'sign-up/email',
  'admin/impersonate-user',
  'admin/set-role',
  'update-user',
  'change-email',
  'delete-user',
  'token',
  'callback/github',
  'error',
  'ok',
])('the endpoint %s of better-auth is not exposed', async (path) => {
  for (const method of ['GET', 'POST'] as const) {
    const answer = await callEndpoint(
      unknownRoute,
      method,
      `/api/auth/${path}`,
      { headers: SAME_ORIGIN },
      {},
      'admin',
    )
    expect([answer.status, codeIn(answer.body)]).toEqual([404, 'request.not-found'])
  }
})

it('a person with a one-time password cannot read or write anything', async () => {
  const { email } = await addPerson('admin', true)
  const cookie = cookiesIn((await post({ email, password: PASSWORD })).headers)
  const answer = await readRooms(cookie)
  expect([answer.status, codeIn(answer.body)]).toEqual([403, 'password.must-change'])
})
