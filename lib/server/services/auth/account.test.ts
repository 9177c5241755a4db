import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { endpoints } from '@/lib/shared/api/contract'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { browser } from '../../testing/account-endpoints'
import {
  ask,
  codeIn,
  eventsDoor,
  ROOM,
  roomsDoor,
  startDoors,
  stopDoors,
} from '../../testing/endpoints'
import { listen, serveDoor } from '../../testing/http-endpoint'
import { cookieOf, newPerson, PASSWORD } from '../../testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

const NEW = 'another password of the tests'
const statusOf = async (cookie: string) =>
  (await ask(roomsDoor, 'GET', '/api/rooms', { headers: { cookie } })).status

it('a person changes their password, which signs them out everywhere else', async () => {
  const person = await newPerson('viewer')
  const [here, there] = [browser(await cookieOf(person)), await cookieOf(person)]
  const { told } = await listen(await serveDoor(eventsDoor, { slug: slugOf(ROOM) }, there))
  const answer = await here.post('changePassword', { currentPassword: PASSWORD, newPassword: NEW })
  expect([answer.status, answer.body]).toEqual([200, { done: true }])
  expect([await statusOf(here.cookie()), await statusOf(there)]).toEqual([200, 401])
  await vi.waitFor(() => expect(told.ended).toBe(true))
  await expect(cookieOf(person)).rejects.toThrow('auth.wrong-password')
  const again = await browser().post('signIn', { email: person.email, password: NEW })
  expect(again.status).toBe(200)
})

it('a one-time password is good for choosing another, and then all doors are open', async () => {
  const person = await newPerson('editor', true)
  const here = browser(await cookieOf(person))
  const refused = await here.post('listSessions')
  expect([refused.status, codeIn(refused.body)]).toEqual([403, 'password.must-change'])
  const same = { currentPassword: PASSWORD, newPassword: PASSWORD }
  expect(codeIn((await here.post('changePassword', same)).body)).toBe('password.unchanged')
  expect(await statusOf(here.cookie())).toBe(403)
  await here.post('changePassword', { currentPassword: PASSWORD, newPassword: NEW })
  expect(await statusOf(here.cookie())).toBe(200)
  const seen = endpoints.getSession.reply.parse((await here.post('getSession')).body)
  expect(seen.person?.mustChangePassword).toBe(false)
})

it.each<[string, number, string, object]>([
  ['without the one there is', 401, 'auth.wrong-password', { currentPassword: 'a guess' }],
  ['to a short one', 422, 'password.too-short', { newPassword: 'elevenchars' }],
  [
    'to eleven characters that are long otherwise',
    422,
    'password.too-short',
    { newPassword: '😀'.repeat(11) },
  ],
  ['to one without end', 400, 'request.malformed', { newPassword: 'x'.repeat(129) }],
])('a password is not changed %s', async (_, status, code, wrong) => {
  const person = await newPerson('viewer')
  const here = browser(await cookieOf(person))
  const body = { currentPassword: PASSWORD, newPassword: NEW, ...wrong }
  const answer = await here.post('changePassword', body)
  expect([answer.status, codeIn(answer.body)]).toEqual([status, code])
  expect(await cookieOf(person)).not.toBe('')
})

it('whoever found an open session cannot guess the password in it', async () => {
  const here = browser(await cookieOf(await newPerson('viewer')))
  const guess = () => here.post('changePassword', { currentPassword: 'a guess', newPassword: NEW })
  for (let at = 0; at < 6; at++) expect((await guess()).status).toBe(401)
  const answer = await guess()
  expect([answer.status, codeIn(answer.body)]).toEqual([429, 'auth.throttled'])
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})

it('a person sees their sessions, without tokens, and ends one or all others', async () => {
  const person = await newPerson('viewer')
  const here = browser(await cookieOf(person))
  const [phone, laptop] = [browser('', 'Phone'), browser('', 'Laptop')]
  for (const other of [phone, laptop]) {
    await other.post('signIn', { email: person.email, password: PASSWORD })
  }
  const list = async () => {
    const { body } = await here.post('listSessions')
    expect(JSON.stringify(body)).not.toContain('token')
    return endpoints.listSessions.reply.parse(body).sessions
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

it('nobody ends another person’s session', async () => {
  const [mine, theirs] = [await newPerson('admin'), await newPerson('viewer')]
  const [me, them] = [browser(await cookieOf(mine)), browser(await cookieOf(theirs))]
  const { sessions } = endpoints.listSessions.reply.parse((await them.post('listSessions')).body)
  expect((await me.post('revokeSession', { id: sessions[0]?.id })).status).toBe(404)
  expect(await statusOf(them.cookie())).toBe(200)
})

it('strangers have no account', async () => {
  for (const name of ['changePassword', 'listSessions', 'revokeOtherSessions'] as const) {
    const answer = await browser().post(name)
    expect([answer.status, codeIn(answer.body)]).toEqual([401, 'auth.required'])
  }
})
