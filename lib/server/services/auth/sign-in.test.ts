import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as sessionDoor from '@/app/api/auth/get-session/route'
import * as signInDoor from '@/app/api/auth/sign-in/email/route'
import * as signOutDoor from '@/app/api/auth/sign-out/route'
import { endpoints } from '@/lib/shared/api/contract'
import { runtime } from '../../runtime/runtime'
import {
  ask,
  codeIn,
  OWN,
  otherDoors,
  roomsDoor,
  startDoors,
  stopDoors,
} from '../../testing/endpoints'
import { cookiesIn, newPerson, PASSWORD } from '../../testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

const post = (body: unknown, headers: Record<string, string> = OWN) =>
  ask(signInDoor, 'POST', endpoints.signIn.path, { headers, body: JSON.stringify(body) }, {}, null)
const as = (cookie: string) => ({ headers: { ...OWN, cookie } })
const roomsAs = (cookie: string) => ask(roomsDoor, 'GET', '/api/rooms', as(cookie))

describe('signing in', () => {
  it('tells who one is, in a cookie that no script can read, and no token in the answer', async () => {
    const { email, id, name } = await newPerson('editor')
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
    const seen = await ask(
      sessionDoor,
      'GET',
      endpoints.getSession.path,
      as(cookiesIn(answer.headers)),
    )
    expect(endpoints.getSession.reply.parse(seen.body).person).toEqual(person)
    const { auth } = await runtime()
    await vi.waitFor(async () => expect((await auth.people.find(id))?.lastSeenAt).not.toBeNull())
  })

  it('says the same of somebody unknown, a wrong password and somebody disabled', async () => {
    const { email } = await newPerson('editor')
    const gone = await newPerson('editor')
    const { auth } = await runtime()
    await auth.people.change(gone.id, { disabled: true })
    const tries = [
      { email: 'nobody@example.com', password: PASSWORD },
      { email, password: 'a wrong password' },
      { email, password: '' },
      { email: 'no address', password: PASSWORD },
      { email: gone.email, password: PASSWORD },
    ]
    for (const body of tries) {
      const answer = await post(body)
      expect([answer.status, codeIn(answer.body)]).toEqual([401, 'auth.wrong-password'])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  it.each<[string, number, unknown, Record<string, string>]>([
    ['from another site', 403, {}, { ...OWN, 'sec-fetch-site': 'cross-site' }],
    ['from nowhere', 403, {}, { 'content-type': 'application/json' }],
    ['as a form', 415, {}, { ...OWN, 'content-type': 'application/x-www-form-urlencoded' }],
    ['with a field of the library’s', 400, { callbackURL: 'https://evil.example' }, OWN],
    ['without a password', 400, { password: undefined }, OWN],
  ])('%s is refused with %i', async (_, status, more, headers) => {
    const { email } = await newPerson('editor')
    const answer = await post({ email, password: PASSWORD, ...(more as object) }, headers)
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([status, []])
  })

  it('again takes the place of the session before', async () => {
    const { email } = await newPerson('editor')
    const first = cookiesIn((await post({ email, password: PASSWORD })).headers)
    const again = await post({ email, password: PASSWORD }, { ...OWN, cookie: first })
    const second = cookiesIn(again.headers)
    expect(second).not.toBe(first)
    expect([(await roomsAs(first)).status, (await roomsAs(second)).status]).toEqual([401, 200])
  })
})

describe('signing out', () => {
  it('ends the session and takes the cookie away', async () => {
    const { email } = await newPerson('viewer')
    const cookie = cookiesIn((await post({ email, password: PASSWORD })).headers)
    const answer = await ask(signOutDoor, 'POST', endpoints.signOut.path, as(cookie))
    expect([answer.status, answer.body]).toEqual([200, { done: true }])
    expect(answer.headers.getSetCookie()[0]).toMatch(/^console\.session_token=; Max-Age=0;/)
    expect((await roomsAs(cookie)).status).toBe(401)
  })

  it('without a session is done already, and from another site refused', async () => {
    const door = (headers: Record<string, string>) =>
      ask(signOutDoor, 'POST', endpoints.signOut.path, { headers }, {}, null)
    expect((await door(OWN)).status).toBe(200)
    expect((await door({ ...OWN, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })
})

it('a stranger has no session, and is told so', async () => {
  const answer = await ask(sessionDoor, 'GET', endpoints.getSession.path, {}, {}, null)
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
])('the library’s own door %s is not there', async (path) => {
  for (const method of ['GET', 'POST'] as const) {
    const answer = await ask(otherDoors, method, `/api/auth/${path}`, { headers: OWN }, {}, 'admin')
    expect([answer.status, codeIn(answer.body)]).toEqual([404, 'request.not-found'])
  }
})

it('whoever has yet to choose a password can read and write nothing', async () => {
  const { email } = await newPerson('admin', true)
  const cookie = cookiesIn((await post({ email, password: PASSWORD })).headers)
  const answer = await roomsAs(cookie)
  expect([answer.status, codeIn(answer.body)]).toEqual([403, 'password.must-change'])
})
