import { randomBytes, randomInt } from 'node:crypto'
import { parseCookie, stringifyCookie } from 'cookie'
import { expect, it } from 'vitest'
import * as changePasswordRoute from '@/app/api/auth/change-password/route'
import * as rememberDeviceRoute from '@/app/api/auth/remember-device/route'
import * as revokeOthersRoute from '@/app/api/auth/revoke-other-sessions/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as signOutRoute from '@/app/api/auth/sign-out/route'
import * as personRoute from '@/app/api/people/[id]/route'
import * as personSessionsRoute from '@/app/api/people/[id]/sessions/route'
import { endpoints } from '@/lib/shared/api/contract'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { REMOTE_ADDRESS_HEADER } from '../../auth/request-identity'
import { getRuntime } from '../../runtime/runtime'
import { callEndpoint, SAME_ORIGIN, setUpEndpoints } from '../../testing/endpoints'
import { addPerson, cookiesIn, PASSWORD } from '../../testing/people'
import type { RouteHandlers } from '../../testing/route-handlers'
import { extendWaits } from '../../testing/throttle'

setUpEndpoints()

type Settings = { cookie?: string; password?: string }

/** An address of its own for each test, shared by everyone in it. */
function openOffice() {
  const address = `198.51.${randomInt(256)}.${randomInt(256)}`
  const post = (route: RouteHandlers, path: string, cookie: string, body: object = {}) =>
    callEndpoint(
      route,
      'POST',
      path,
      {
        headers: { ...SAME_ORIGIN, [REMOTE_ADDRESS_HEADER]: address, cookie },
        body: JSON.stringify(body),
      },
      {},
      null,
    )
  const signIn = ({ email }: Person, { cookie = '', password = PASSWORD }: Settings = {}) =>
    post(signInRoute, endpoints.signIn.path, cookie, { email, password })
  /** Signs in as a browser does, and returns all its cookies. */
  async function openBrowser(person: Person, before = '') {
    const signedIn = addCookies(before, (await signIn(person, { cookie: before })).headers)
    const remembered = await post(rememberDeviceRoute, endpoints.rememberDevice.path, signedIn)
    expect([remembered.status, remembered.body]).toEqual([200, { done: true }])
    return { cookies: addCookies(signedIn, remembered.headers), remembered }
  }
  return {
    post,
    signIn,
    openBrowser,
    /** The status of a sign-in with the right password while a colleague keeps guessing here. */
    async statusAfterGuesses(person: Person, cookie: string) {
      for (let guess = 0; guess < 8; guess++) await signIn(person, { password: 'a wrong guess' })
      await extendWaits()
      return (await signIn(person, { cookie })).status
    },
  }
}

const addCookies = (before: string, headers: Headers) =>
  stringifyCookie({ ...parseCookie(before), ...parseCookie(cookiesIn(headers)) })
const deviceIn = (cookies: string) => parseCookie(cookies)['console.device'] ?? ''
const deviceOnly = (cookies: string) => stringifyCookie({ 'console.device': deviceIn(cookies) })

it('a colleague who guesses at the same address does not slow a browser of the owner', async () => {
  const office = openOffice()
  const owner = await addPerson('editor')
  const { cookies, remembered } = await office.openBrowser(owner)
  expect(remembered.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^console\.device=[^;]+; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
    ),
  ])
  expect(await office.statusAfterGuesses(owner, '')).toBe(429)
  expect(await office.statusAfterGuesses(owner, deviceOnly(cookies))).toBe(200)
})

it('the cookie survives signing out, and other people of the same browser', async () => {
  const office = openOffice()
  const [first, second] = [await addPerson('editor'), await addPerson('viewer')]
  const { cookies } = await office.openBrowser(first)
  const signedOut = await office.post(signOutRoute, endpoints.signOut.path, cookies)
  const afterSecond = await office.openBrowser(second, addCookies(cookies, signedOut.headers))
  for (const person of [first, second]) {
    expect(await office.statusAfterGuesses(person, deviceOnly(afterSecond.cookies))).toBe(200)
  }
})

it('counts the failures of the browser itself', async () => {
  const office = openOffice()
  const owner = await addPerson('editor')
  const cookie = deviceOnly((await office.openBrowser(owner)).cookies)
  const statuses: number[] = []
  for (let guess = 0; guess < 7; guess++) {
    statuses.push((await office.signIn(owner, { cookie, password: 'a wrong guess' })).status)
    if (guess === 5) await extendWaits()
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429])
  expect((await office.signIn(owner, { cookie })).status).toBe(429)
  // Another browser of the owner is not affected by a stolen cookie.
  expect((await office.signIn(owner)).status).toBe(200)
})

it('is useless for other accounts, and without our signature', async () => {
  const office = openOffice()
  const [owner, other] = [await addPerson('editor'), await addPerson('editor')]
  const { cookies } = await office.openBrowser(owner)
  expect(await office.statusAfterGuesses(other, deviceOnly(cookies))).toBe(429)
  const [id = ''] = deviceIn(cookies).split('.')
  const forgeries = [id, `${id}.`, `${id}.${randomBytes(32).toString('base64')}`]
  for (const forged of forgeries) {
    const cookie = stringifyCookie({ 'console.device': forged })
    expect(await office.statusAfterGuesses(owner, cookie)).toBe(429)
  }
})

it('is replaced at each sign-in, and the earlier value is unknown', async () => {
  const office = openOffice()
  const owner = await addPerson('editor')
  const first = await office.openBrowser(owner)
  const second = await office.openBrowser(owner, first.cookies)
  expect(deviceIn(second.cookies)).not.toBe(deviceIn(first.cookies))
  expect(await office.statusAfterGuesses(owner, deviceOnly(first.cookies))).toBe(429)
  expect(await office.statusAfterGuesses(owner, deviceOnly(second.cookies))).toBe(200)
})

it('is kept for the ten browsers of a person that were used last', async () => {
  const office = openOffice()
  const owner = await addPerson('editor')
  const { database } = await getRuntime()
  const browsers: string[] = []
  for (let at = 0; at < 11; at++) {
    browsers.push(deviceOnly((await office.openBrowser(owner)).cookies))
    await database.kysely
      .updateTable('devices')
      .set((eb) => ({ used_at: eb('used_at', '-', 1_000) }))
      .where('person_id', '=', owner.id)
      .execute()
  }
  expect(await office.statusAfterGuesses(owner, browsers[0] ?? '')).toBe(429)
  expect(await office.statusAfterGuesses(owner, browsers[1] ?? '')).toBe(200)
})

const asAdmin = (route: RouteHandlers, method: string, path: string, id: string, body?: object) =>
  callEndpoint(
    route,
    method,
    path,
    { headers: SAME_ORIGIN, ...(body && { body: JSON.stringify(body) }) },
    { id },
  )

it.each([
  [
    'an administrator signs the person out everywhere',
    ({ id }: Person) => asAdmin(personSessionsRoute, 'DELETE', `/api/people/${id}/sessions`, id),
  ],
  [
    'an administrator disables the person for a while',
    async ({ id }: Person) => {
      const path = `/api/people/${id}`
      await asAdmin(personRoute, 'PATCH', path, id, { disabled: true })
      return asAdmin(personRoute, 'PATCH', path, id, { disabled: false })
    },
  ],
])('is forgotten when %s', async (_, act) => {
  const office = openOffice()
  const owner = await addPerson('editor')
  const cookie = deviceOnly((await office.openBrowser(owner)).cookies)
  expect((await act(owner)).status).toBe(200)
  expect(await office.statusAfterGuesses(owner, cookie)).toBe(429)
})

it.each([
  [
    'changes the password',
    changePasswordRoute,
    endpoints.changePassword.path,
    { currentPassword: PASSWORD, newPassword: 'another one of the tests' },
  ],
  ['ends the other sessions', revokeOthersRoute, endpoints.revokeOtherSessions.path, undefined],
] as const)('is forgotten for other browsers when the owner %s', async (_, route, path, body) => {
  const office = openOffice()
  const owner = await addPerson('editor')
  const elsewhere = deviceOnly((await office.openBrowser(owner)).cookies)
  const { cookies } = await office.openBrowser(owner)
  expect((await office.post(route, path, cookies, body)).status).toBe(200)
  const { auth } = await getRuntime()
  const isKnown = (cookie: string) => {
    const { device } = auth.identify(new Headers({ cookie }))
    return device !== null && auth.devices.isKnown(owner.id, device)
  }
  expect([await isKnown(elsewhere), await isKnown(cookies)]).toEqual([false, true])
})
