import { describe, expect, it, vi } from 'vitest'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as personRoute from '@/app/api/people/[id]/route'
import * as sessionsRoute from '@/app/api/people/[id]/sessions/route'
import * as peopleRoute from '@/app/api/people/route'
import * as eventsRoute from '@/app/api/rooms/[slug]/events/route'
import * as metadataRoute from '@/app/api/rooms/[slug]/metadata/route'
import * as roomsRoute from '@/app/api/rooms/route'
import type { Role } from '@/lib/shared/access/roles'
import { endpoints } from '@/lib/shared/api/contract'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { getRuntime } from '../runtime/runtime'
import {
  CHANGE,
  callEndpoint,
  codeIn,
  createPatch,
  ROOM,
  SAME_ORIGIN,
  setUpEndpoints,
} from '../testing/endpoints'
import { listen, serveEndpoint } from '../testing/http-endpoint'
import { addPerson, createSignIn, signedInAs } from '../testing/people'

const patch = createPatch(metadataRoute)
const signIn = createSignIn(signInRoute)

setUpEndpoints()

const list = (by: Role | null = 'admin') =>
  callEndpoint(peopleRoute, 'GET', '/api/people', {}, {}, by)
const add = (body: object, by: Role = 'admin') =>
  callEndpoint(
    peopleRoute,
    'POST',
    '/api/people',
    { headers: SAME_ORIGIN, body: JSON.stringify(body) },
    {},
    by,
  )
const change = (id: string, body: object, by: Role = 'admin') =>
  callEndpoint(
    personRoute,
    'PATCH',
    `/api/people/${id}`,
    { headers: SAME_ORIGIN, body: JSON.stringify(body) },
    { id },
    by,
  )
const endSessions = (id: string, by: Role = 'admin') =>
  callEndpoint(
    sessionsRoute,
    'DELETE',
    `/api/people/${id}/sessions`,
    { headers: SAME_ORIGIN },
    { id },
    by,
  )
const statusOf = async (cookie: string) =>
  (await callEndpoint(roomsRoute, 'GET', '/api/rooms', { headers: { cookie } })).status

const newPersonInput = () => ({ email: `new-${crypto.randomUUID()}@example.com`, name: 'Nia 新' })

describe('an administrator', () => {
  it('lists people without their secrets', async () => {
    const { person } = await signedInAs('admin')
    const answer = await list()
    const { people } = endpoints.listPeople.response.parse(answer.body)
    expect(people.map(({ id }) => id)).toContain(person.id)
    expect(JSON.stringify(answer.body)).not.toMatch(/password|token|secret/i)
  })

  it('adds a person with a one-time password, which must be replaced at first sign-in', async () => {
    const answer = await add({ ...newPersonInput(), role: 'editor' })
    const { person, password = '' } = endpoints.addPerson.response.parse(answer.body)
    expect(answer.status).toBe(201)
    expect(person).toMatchObject({ name: 'Nia 新', role: 'editor', disabled: false })
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    const again = endpoints.addPerson.response.parse(
      (await add({ ...newPersonInput(), role: 'editor' })).body,
    )
    expect(again.password).not.toBe(password)
    const body = JSON.stringify({ email: person.email, password })
    const signedIn = await callEndpoint(
      signInRoute,
      'POST',
      endpoints.signIn.path,
      { headers: SAME_ORIGIN, body },
      {},
      null,
    )
    expect(endpoints.signIn.response.parse(signedIn.body).person?.mustChangePassword).toBe(true)
  })

  it('adds a person with a chosen password', async () => {
    const body = { ...newPersonInput(), role: 'viewer', password: 'a password of their own' }
    const reply = endpoints.addPerson.response.parse((await add(body)).body)
    expect(reply.password).toBeUndefined()
  })

  it.each<[string, number, string, object]>([
    ['with an invalid e-mail address', 422, 'person.not-an-email', { email: 'nia' }],
    ['with an e-mail address that exists', 409, 'person.exists', { email: 'FIRST@example.com' }],
    ['with a short password', 422, 'password.too-short', { password: 'short' }],
    ['with an unknown role', 400, 'request.malformed', { role: 'owner' }],
    ['with half a character in the name', 400, 'request.malformed', { name: '\ud83d' }],
    ['with a line break in the name', 400, 'request.malformed', { name: 'a\nb' }],
    ['with an unknown field', 400, 'request.malformed', { disabled: true }],
  ])('cannot add a person %s', async (_, status, code, invalid) => {
    const answer = await add({ ...newPersonInput(), role: 'viewer', ...invalid })
    expect([answer.status, codeIn(answer.body)]).toEqual([status, code])
  })

  it('changes a role, which applies to the next request', async () => {
    const person = await addPerson('editor')
    const headers = { ...SAME_ORIGIN, cookie: await signIn(person) }
    await change(person.id, { role: 'viewer' })
    const answer = await patch({ changes: [CHANGE] }, headers)
    expect([answer.status, codeIn(answer.body), answer.calls]).toEqual([403, 'auth.forbidden', []])
    await change(person.id, { role: 'editor' })
    expect((await patch({ changes: [CHANGE] }, headers)).status).toBe(200)
  })

  it('disables a person, whose sessions and event streams end at once', async () => {
    const person = await addPerson('viewer')
    const cookie = await signIn(person)
    const { output } = await listen(
      await serveEndpoint(eventsRoute, { slug: toSlug(ROOM) }, cookie),
    )
    const answer = await change(person.id, { disabled: true })
    expect(endpoints.changePerson.response.parse(answer.body).person.disabled).toBe(true)
    expect(await statusOf(cookie)).toBe(401)
    await vi.waitFor(() => expect(output.ended).toBe(true))
    await expect(signIn(person)).rejects.toThrow('auth.wrong-password')
  })

  it('ends a person’s sessions and event streams, after which they can sign in again', async () => {
    const person = await addPerson('viewer')
    const cookie = await signIn(person)
    const { output } = await listen(
      await serveEndpoint(eventsRoute, { slug: toSlug(ROOM) }, cookie),
    )
    expect((await endSessions(person.id)).status).toBe(200)
    expect(await statusOf(cookie)).toBe(401)
    await vi.waitFor(() => expect(output.ended).toBe(true))
    expect(await statusOf(await signIn(person))).toBe(200)
  })

  it('gets 404 for a person who does not exist', async () => {
    expect((await change('unknown', { disabled: true })).status).toBe(404)
    expect((await endSessions('unknown')).status).toBe(404)
  })

  it('cannot demote or disable the last administrator', async () => {
    const { auth } = await getRuntime()
    const { person } = await signedInAs('admin')
    for (const { id, role } of await auth.people.list()) {
      if (role === 'admin' && id !== person.id) await change(id, { role: 'viewer' })
    }
    for (const body of [{ role: 'editor' }, { disabled: true }]) {
      const answer = await change(person.id, body)
      expect([answer.status, codeIn(answer.body)]).toEqual([409, 'person.last-admin'])
    }
    expect((await list()).status).toBe(200)
  })
})

it.each(['viewer', 'editor'] as const)('a %s cannot manage people', async (role) => {
  const { id } = await addPerson('viewer')
  const body = { ...newPersonInput(), role: 'admin' }
  const answers = [
    await list(role),
    await add(body, role),
    await change(id, { role: 'admin' }, role),
    await change((await signedInAs(role)).person.id, { role: 'admin' }, role),
    await endSessions(id, role),
  ]
  for (const answer of answers) {
    expect([answer.status, codeIn(answer.body)]).toEqual([403, 'auth.forbidden'])
  }
})
