import 'server-only'
import { createHmac, randomUUID } from 'node:crypto'
import { stringifyCookie } from 'cookie'
import type { Role } from '@/lib/shared/access/roles'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { toCookieHeader } from '../auth/request-identity'
import { author } from '../db/testing/audit-author'
import { getRuntime } from '../runtime/runtime'
import type { RouteHandlers } from './route-handlers'

export const PASSWORD = 'a password of the tests'
let hash: Promise<string> | undefined

/** Adds a person with the password {@link PASSWORD}. */
export async function addPerson(role: Role, mustChangePassword = false): Promise<Person> {
  const { auth } = await getRuntime()
  hash ??= auth.passwords.hash(PASSWORD)
  const email = `${role}-${randomUUID()}@example.com`
  return auth.people.add(
    { email, name: `Test ${role}`, role, passwordHash: await hash, mustChangePassword },
    author,
  )
}

/** Returns a function that signs a person in with {@link PASSWORD} and resolves to the cookies. */
export const createSignIn =
  (signInRoute: RouteHandlers) =>
  async ({ email }: Pick<Person, 'email'>): Promise<string> => {
    const request = new Request('http://localhost:3000/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
    const response = await signInRoute.POST?.(request, { params: Promise.resolve({}) })
    if (!response?.ok) throw new Error(`sign-in: ${await response?.text()}`)
    return cookiesIn(response.headers)
  }

/** The cookies that a browser keeps after a response with these headers. */
export const cookiesIn = (headers: Headers): string => toCookieHeader(headers.getSetCookie())

const sessionsByRole = new Map<Role, Promise<{ person: Person; cookie: string }>>()

/** A person with that role and the cookie of a session; the same ones for the whole test file. */
export function signedInAs(role: Role): Promise<{ person: Person; cookie: string }> {
  const known = sessionsByRole.get(role) ?? addSignedInPerson(role)
  sessionsByRole.set(role, known)
  return known
}

export const forgetSessions = () => sessionsByRole.clear()

async function addSignedInPerson(role: Role) {
  const person = await addPerson(role)
  return { person, cookie: await createSessionCookie(person) }
}

/**
 * Creates a session without a password check, which takes a tenth of a second, and returns its
 * cookie.
 */
export async function createSessionCookie({ id }: Pick<Person, 'id'>): Promise<string> {
  const { auth } = await getRuntime()
  const { internalAdapter, secret } = await auth.betterAuth.$context
  const { token } = await internalAdapter.createSession(id)
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return stringifyCookie({ 'console.session_token': `${token}.${signature}` })
}
