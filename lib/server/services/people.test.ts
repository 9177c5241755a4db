import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as signInDoor from '@/app/api/auth/sign-in/email/route'
import * as personDoor from '@/app/api/people/[id]/route'
import * as sessionsDoor from '@/app/api/people/[id]/sessions/route'
import * as peopleDoor from '@/app/api/people/route'
import type { Role } from '@/lib/shared/access/roles'
import { endpoints } from '@/lib/shared/api/contract'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { runtime } from '../runtime/runtime'
import {
  ask,
  change,
  codeIn,
  eventsDoor,
  OWN,
  patch,
  ROOM,
  roomsDoor,
  startDoors,
  stopDoors,
} from '../testing/endpoints'
import { listen, serveDoor } from '../testing/http-endpoint'
import { as, cookieOf, newPerson } from '../testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

const list = (by: Role | null = 'admin') => ask(peopleDoor, 'GET', '/api/people', {}, {}, by)
const add = (body: object, by: Role = 'admin') =>
  ask(peopleDoor, 'POST', '/api/people', { headers: OWN, body: JSON.stringify(body) }, {}, by)
const alter = (id: string, body: object, by: Role = 'admin') =>
  ask(
    personDoor,
    'PATCH',
    `/api/people/${id}`,
    { headers: OWN, body: JSON.stringify(body) },
    { id },
    by,
  )
const end = (id: string, by: Role = 'admin') =>
  ask(sessionsDoor, 'DELETE', `/api/people/${id}/sessions`, { headers: OWN }, { id }, by)
const statusOf = async (cookie: string) =>
  (await ask(roomsDoor, 'GET', '/api/rooms', { headers: { cookie } })).status

const newcomer = () => ({ email: `new-${crypto.randomUUID()}@example.com`, name: 'Nia 新' })

describe('an administrator', () => {
  it('lists people, and sees no secret of theirs', async () => {
    const { person } = await as('admin')
    const answer = await list()
    const { people } = endpoints.listPeople.reply.parse(answer.body)
    expect(people.map(({ id }) => id)).toContain(person.id)
    expect(JSON.stringify(answer.body)).not.toMatch(/password|token|secret/i)
  })

  it('lets somebody in with a password that is shown once and good for choosing another only', async () => {
    const answer = await add({ ...newcomer(), role: 'editor' })
    const { person, password = '' } = endpoints.addPerson.reply.parse(answer.body)
    expect(answer.status).toBe(201)
    expect(person).toMatchObject({ name: 'Nia 新', role: 'editor', disabled: false })
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    const again = endpoints.addPerson.reply.parse(
      (await add({ ...newcomer(), role: 'editor' })).body,
    )
    expect(again.password).not.toBe(password)
    const body = JSON.stringify({ email: person.email, password })
    const signedIn = await ask(
      signInDoor,
      'POST',
      endpoints.signIn.path,
      { headers: OWN, body },
      {},
      null,
    )
    expect(endpoints.signIn.reply.parse(signedIn.body).person?.mustChangePassword).toBe(true)
  })

  it('lets somebody in with a password of their own', async () => {
    const body = { ...newcomer(), role: 'viewer', password: 'a password of their own' }
    const reply = endpoints.addPerson.reply.parse((await add(body)).body)
    expect(reply.password).toBeUndefined()
  })

  it.each<[string, number, string, object]>([
    ['with an e-mail that is none', 422, 'person.not-an-email', { email: 'nia' }],
    ['with one that is here', 409, 'person.exists', { email: 'FIRST@example.com' }],
    ['with a short password', 422, 'password.too-short', { password: 'short' }],
    ['with a role that is none', 400, 'request.malformed', { role: 'owner' }],
    ['with half a character in the name', 400, 'request.malformed', { name: '\ud83d' }],
    ['with a line end in the name', 400, 'request.malformed', { name: 'a\nb' }],
    ['with more than there is to say', 400, 'request.malformed', { disabled: true }],
  ])('lets nobody in %s', async (_, status, code, wrong) => {
    const answer = await add({ ...newcomer(), role: 'viewer', ...wrong })
    expect([answer.status, codeIn(answer.body)]).toEqual([status, code])
  })

  it('changes a role, and it holds on the very next request', async () => {
    const person = await newPerson('editor')
    const headers = { ...OWN, cookie: await cookieOf(person) }
    await alter(person.id, { role: 'viewer' })
    const answer = await patch({ changes: [change] }, headers)
    expect([answer.status, codeIn(answer.body), answer.calls]).toEqual([403, 'auth.forbidden', []])
    await alter(person.id, { role: 'editor' })
    expect((await patch({ changes: [change] }, headers)).status).toBe(200)
  })

  it('disables somebody, whose sessions and open streams end at once', async () => {
    const person = await newPerson('viewer')
    const cookie = await cookieOf(person)
    const { told } = await listen(await serveDoor(eventsDoor, { slug: slugOf(ROOM) }, cookie))
    const answer = await alter(person.id, { disabled: true })
    expect(endpoints.changePerson.reply.parse(answer.body).person.disabled).toBe(true)
    expect(await statusOf(cookie)).toBe(401)
    await vi.waitFor(() => expect(told.ended).toBe(true))
    await expect(cookieOf(person)).rejects.toThrow('auth.wrong-password')
  })

  it('ends somebody’s sessions and streams, and they may sign in again', async () => {
    const person = await newPerson('viewer')
    const cookie = await cookieOf(person)
    const { told } = await listen(await serveDoor(eventsDoor, { slug: slugOf(ROOM) }, cookie))
    expect((await end(person.id)).status).toBe(200)
    expect(await statusOf(cookie)).toBe(401)
    await vi.waitFor(() => expect(told.ended).toBe(true))
    expect(await statusOf(await cookieOf(person))).toBe(200)
  })

  it('finds nobody who was never there', async () => {
    expect((await alter('nobody', { disabled: true })).status).toBe(404)
    expect((await end('nobody')).status).toBe(404)
  })

  it('cannot take away the last administrator', async () => {
    const { auth } = await runtime()
    const { person } = await as('admin')
    for (const { id, role } of await auth.people.list()) {
      if (role === 'admin' && id !== person.id) await alter(id, { role: 'viewer' })
    }
    for (const body of [{ role: 'editor' }, { disabled: true }]) {
      const answer = await alter(person.id, body)
      expect([answer.status, codeIn(answer.body)]).toEqual([409, 'person.last-admin'])
    }
    expect((await list()).status).toBe(200)
  })
})

it.each(['viewer', 'editor'] as const)('%ss are refused all of it', async (role) => {
  const { id } = await newPerson('viewer')
  const body = { ...newcomer(), role: 'admin' }
  const answers = [
    await list(role),
    await add(body, role),
    await alter(id, { role: 'admin' }, role),
    await alter((await as(role)).person.id, { role: 'admin' }, role),
    await end(id, role),
  ]
  for (const answer of answers) {
    expect([answer.status, codeIn(answer.body)]).toEqual([403, 'auth.forbidden'])
  }
})
