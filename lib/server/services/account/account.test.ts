import { expect, it, vi } from 'vitest'
import * as changePasswordRoute from '@/app/api/auth/change-password/route'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as listSessionsRoute from '@/app/api/auth/list-sessions/route'
import * as revokeOthersRoute from '@/app/api/auth/revoke-other-sessions/route'
import * as revokeSessionRoute from '@/app/api/auth/revoke-session/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as eventsRoute from '@/app/api/rooms/[slug]/events/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { endpoints } from '@/lib/shared/api/contract'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { createBrowserFactory } from '../../testing/account-endpoints'
import { callEndpoint, codeIn, ROOM, setUpEndpoints } from '../../testing/endpoints'
import { listen, serveEndpoint } from '../../testing/http-endpoint'
import { addPerson, createSignIn, PASSWORD } from '../../testing/people'

const signIn = createSignIn(signInRoute)
const openBrowser = createBrowserFactory({
  signIn: signInRoute,
  getSession: sessionRoute,
  changePassword: changePasswordRoute,
  listSessions: listSessionsRoute,
  revokeSession: revokeSessionRoute,
  revokeOtherSessions: revokeOthersRoute,
})

setUpEndpoints()

const NEW = 'another password of the tests'
const statusOf = async (cookie: string) =>
  (await callEndpoint(roomsRoute, 'GET', '/api/rooms', { headers: { cookie } })).status

it('changing the password signs the person out everywhere else', async () => {
  const person = await addPerson('viewer')
  const [here, there] = [openBrowser(await signIn(person)), await signIn(person)]
  const { output } = await listen(await serveEndpoint(eventsRoute, { slug: toSlug(ROOM) }, there))
  const answer = await here.post('changePassword', { currentPassword: PASSWORD, newPassword: NEW })
  expect([answer.status, answer.body]).toEqual([200, { done: true }])
  expect([await statusOf(here.cookie()), await statusOf(there)]).toEqual([200, 401])
  await vi.waitFor(() => expect(output.ended).toBe(true))
  await expect(signIn(person)).rejects.toThrow('auth.wrong-password')
  const again = await openBrowser().post('signIn', { email: person.email, password: NEW })
  expect(again.status).toBe(200)
})

it('a one-time password only allows choosing another, after which everything works', async () => {
  const person = await addPerson('editor', true)
  const here = openBrowser(await signIn(person))
  const refused = await here.post('listSessions')
  expect([refused.status, codeIn(refused.body)]).toEqual([403, 'password.must-change'])
  const same = { currentPassword: PASSWORD, newPassword: PASSWORD }
  expect(codeIn((await here.post('changePassword', same)).body)).toBe('password.unchanged')
  expect(await statusOf(here.cookie())).toBe(403)
  await here.post('changePassword', { currentPassword: PASSWORD, newPassword: NEW })
  expect(await statusOf(here.cookie())).toBe(200)
  const seen = endpoints.getSession.response.parse((await here.post('getSession')).body)
  expect(seen.person?.mustChangePassword).toBe(false)
})

it.each<[string, number, string, object]>([
  ['with a wrong current password', 401, 'auth.wrong-password', { currentPassword: 'a guess' }],
  ['to one that is too short', 422, 'password.too-short', { newPassword: 'elevenchars' }],
  [
    'to eleven characters that take more than twelve bytes',
    422,
    'password.too-short',
    { newPassword: '😀'.repeat(11) },
  ],
  ['to one that is too long', 400, 'request.malformed', { newPassword: 'x'.repeat(129) }],
])('the password is not changed %s', async (_, status, code, invalid) => {
  const person = await addPerson('viewer')
  const here = openBrowser(await signIn(person))
  const body = { currentPassword: PASSWORD, newPassword: NEW, ...invalid }
  const answer = await here.post('changePassword', body)
  expect([answer.status, codeIn(answer.body)]).toEqual([status, code])
  expect(await signIn(person)).not.toBe('')
})

it('guessing the current password in an open session is throttled', async () => {
  const here = openBrowser(await signIn(await addPerson('viewer')))
  const guess = () => here.post('changePassword', { currentPassword: 'a guess', newPassword: NEW })
  for (let at = 0; at < 6; at++) expect((await guess()).status).toBe(401)
  const answer = await guess()
  expect([answer.status, codeIn(answer.body)]).toEqual([429, 'auth.throttled'])
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})

it('a person lists their sessions, without tokens, and ends one or all others', async () => {
  const person = await addPerson('viewer')
  const here = openBrowser(await signIn(person))
  const [phone, laptop] = [openBrowser('', 'Phone'), openBrowser('', 'Laptop')]
  for (const other of [phone, laptop]) {
    await other.post('signIn', { email: person.email, password: PASSWORD })
  }
  const list = async () => {
    const { body } = await here.post('listSessions')
    expect(JSON.stringify(body)).not.toContain('token')
    return endpoints.listSessions.response.parse(body).sessions
  }
  const sessions = await list()
  expect(sessions.filter(({ current }) => current)).toHaveLength(1)
  expect(sessions.map(({ browser: name }) => name).sort()).toEqual(['Laptop', 'Phone', null])
  const ended = sessions.find(({ browser: name }) => name === 'Phone')
  expect((await here.post('revokeSession', { id: ended?.id })).status).toBe(200)
  expect([await statusOf(phone.cookie()), await statusOf(laptop.cookie())]).toEqual([401, 200])
  expect((await here.post('revokeSession', { id: ended?.id })).status).toBe(404)
  await here.post('revokeOtherSessions')
  expect([await statusOf(here.cookie()), await statusOf(laptop.cookie())]).toEqual([200, 401])
  expect(await list()).toHaveLength(1)
})

it('a person cannot end another person’s session', async () => {
  const [mine, theirs] = [await addPerson('admin'), await addPerson('viewer')]
  const [me, them] = [openBrowser(await signIn(mine)), openBrowser(await signIn(theirs))]
  const { sessions } = endpoints.listSessions.response.parse((await them.post('listSessions')).body)
  expect((await me.post('revokeSession', { id: sessions[0]?.id })).status).toBe(404)
  expect(await statusOf(them.cookie())).toBe(200)
})

it('account endpoints need a session', async () => {
  for (const endpoint of ['changePassword', 'listSessions', 'revokeOtherSessions'] as const) {
    const answer = await openBrowser().post(endpoint)
    expect([answer.status, codeIn(answer.body)]).toEqual([401, 'auth.required'])
  }
})
