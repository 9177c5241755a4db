import { describe, expect, it, vi } from 'vitest'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as confirmRoute from '@/app/api/auth/two-factor/confirm/route'
import * as enableRoute from '@/app/api/auth/two-factor/enable/route'
import * as passwordRoute from '@/app/api/people/[id]/password/route'
import * as personRoute from '@/app/api/people/[id]/route'
import * as twoFactorRoute from '@/app/api/people/[id]/two-factor/route'
import * as peopleRoute from '@/app/api/people/route'
import * as eventsRoute from '@/app/api/rooms/[slug]/events/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { endpoints } from '@/lib/shared/api/contract'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { totpCode } from '../auth/testing/totp'
import { getRuntime } from '../runtime/runtime'
import { createBrowserFactory } from '../testing/account-endpoints'
import { callEndpoint, codeIn, ROOM, SAME_ORIGIN, setUpEndpoints } from '../testing/endpoints'
import { listen, serveEndpoint } from '../testing/http-endpoint'
import { addPerson, createSessionCookie, createSignIn, PASSWORD } from '../testing/people'

const signIn = createSignIn(signInRoute)
const openBrowser = createBrowserFactory({
  signIn: signInRoute,
  enableSecondFactor: enableRoute,
  confirmSecondFactor: confirmRoute,
})

setUpEndpoints()

async function openAdmin() {
  const admin = await addPerson('admin')
  const headers = { ...SAME_ORIGIN, cookie: await createSessionCookie(admin) }
  const at = (id: string, path: string, body?: object) =>
    [`/api/people/${id}${path}`, { headers, body: body && JSON.stringify(body) }, { id }] as const
  return {
    admin,
    resetPassword: (id: string) => callEndpoint(passwordRoute, 'POST', ...at(id, '/password')),
    turnOffTwoFactor: (id: string, enabled = false) =>
      callEndpoint(twoFactorRoute, 'POST', ...at(id, '/two-factor', { enabled })),
    rename: (id: string, name: string) =>
      callEndpoint(personRoute, 'PATCH', ...at(id, '', { name })),
    list: () => callEndpoint(peopleRoute, 'GET', '/api/people', { headers }),
    /** Moves the sign-in back to 16 minutes ago. */
    async age() {
      const { database } = await getRuntime()
      await database.kysely
        .updateTable('sessions')
        .set({ authenticated_at: (await database.now()) - 16 * 60_000 })
        .where('person_id', '=', admin.id)
        .execute()
    },
  }
}

const outcome = ({ status, body }: { status: number; body: unknown }) => [status, codeIn(body)]
const statusOf = async (cookie: string) =>
  (await callEndpoint(roomsRoute, 'GET', '/api/rooms', { headers: { cookie } })).status

describe('resetting a password', () => {
  it('gives a one-time password that must be replaced, and ends sessions and streams', async () => {
    const admin = await openAdmin()
    const person = await addPerson('editor')
    const cookie = await signIn(person)
    const { output } = await listen(
      await serveEndpoint(eventsRoute, { slug: toSlug(ROOM) }, cookie),
    )
    const answer = await admin.resetPassword(person.id)
    const { password } = endpoints.resetPassword.response.parse(answer.body)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    expect(await statusOf(cookie)).toBe(401)
    await vi.waitFor(() => expect(output.ended).toBe(true))
    await expect(signIn(person)).rejects.toThrow('auth.wrong-password')
    const browser = openBrowser()
    const signedIn = await browser.post('signIn', { email: person.email, password })
    const { mustChangePassword } = endpoints.signIn.response.parse(signedIn.body).person ?? {}
    expect(mustChangePassword).toBe(true)
    const refused = await callEndpoint(roomsRoute, 'GET', '/api/rooms', {
      headers: { cookie: browser.cookie() },
    })
    expect(outcome(refused)).toEqual([403, 'password.must-change'])
  })
})

describe('turning off two-step verification', () => {
  it('lets the person sign in with the password alone', async () => {
    const admin = await openAdmin()
    const person = await addPerson('editor')
    const here = openBrowser(await signIn(person))
    const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
    const { totpUri } = endpoints.enableSecondFactor.response.parse(body)
    await here.post('confirmSecondFactor', { code: totpCode(totpUri) })
    const shown = async () =>
      endpoints.listPeople.response
        .parse((await admin.list()).body)
        .people.find(({ id }) => id === person.id)?.twoFactor
    expect(await shown()).toBe(true)
    expect((await admin.turnOffTwoFactor(person.id)).status).toBe(200)
    expect(await shown()).toBeUndefined()
    const signedIn = await openBrowser().post('signIn', { email: person.email, password: PASSWORD })
    expect(endpoints.signIn.response.parse(signedIn.body).secondFactor).toBe(false)
  })

  it('cannot turn it on', async () => {
    const admin = await openAdmin()
    const { id } = await addPerson('viewer')
    expect(outcome(await admin.turnOffTwoFactor(id, true))).toEqual([400, 'request.malformed'])
  })
})

describe('both', () => {
  it('need a sign-in of the last 15 minutes, for any person', async () => {
    const admin = await openAdmin()
    await admin.age()
    for (const role of ['viewer', 'admin'] as const) {
      const { id } = await addPerson(role)
      expect(outcome(await admin.resetPassword(id))).toEqual([403, 'auth.reauthenticate'])
      expect(outcome(await admin.turnOffTwoFactor(id))).toEqual([403, 'auth.reauthenticate'])
    }
  })

  it('are refused for the own account, which needs the current password', async () => {
    const { admin, resetPassword, turnOffTwoFactor } = await openAdmin()
    expect(outcome(await resetPassword(admin.id))).toEqual([409, 'person.self'])
    expect(outcome(await turnOffTwoFactor(admin.id))).toEqual([409, 'person.self'])
  })

  it('get 404 for a person who does not exist', async () => {
    const admin = await openAdmin()
    expect(outcome(await admin.resetPassword('unknown'))).toEqual([404, 'request.not-found'])
    expect(outcome(await admin.turnOffTwoFactor('unknown'))).toEqual([404, 'request.not-found'])
  })
})

describe('renaming a person', () => {
  it('applies without surrounding spaces and keeps role and sessions', async () => {
    const admin = await openAdmin()
    const person = await addPerson('editor')
    const cookie = await createSessionCookie(person)
    const answer = await admin.rename(person.id, ' 新名 ')
    expect(endpoints.changePerson.response.parse(answer.body).person).toMatchObject({
      name: '新名',
      role: 'editor',
    })
    expect(await statusOf(cookie)).toBe(200)
  })

  it.each(['', '  ', 'a\nb', '\u202eeva'])('refuses %j', async (name) => {
    const admin = await openAdmin()
    const { id } = await addPerson('viewer')
    expect(outcome(await admin.rename(id, name))).toEqual([400, 'request.malformed'])
  })
})
