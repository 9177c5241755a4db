import 'server-only'
import { createHmac, randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import * as signInDoor from '@/app/api/auth/sign-in/email/route'
import type { Role } from '@/lib/shared/access/roles'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { runtime } from '../runtime/runtime'

export const PASSWORD = 'a password of the tests'
let hash: Promise<string> | undefined

/** Somebody new, whose password is {@link PASSWORD}. */
export async function newPerson(role: Role, mustChangePassword = false): Promise<Person> {
  const { auth } = await runtime()
  hash ??= hashPassword(PASSWORD)
  const email = `${role}-${randomUUID()}@example.com`
  return auth.people.add({
    email,
    name: `Test ${role}`,
    role,
    passwordHash: await hash,
    mustChangePassword,
  })
}

/** The cookies of a new session, as a browser sends them. */
export async function cookieOf({ email }: Pick<Person, 'email'>): Promise<string> {
  const request = new Request('http://localhost:3000/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  const answer = await signInDoor.POST(request, { params: Promise.resolve({}) })
  if (!answer.ok) throw new Error(`sign-in: ${await answer.text()}`)
  return cookiesIn(answer.headers)
}

/** What a browser would keep of the cookies set. */
export function cookiesIn(headers: Headers): string {
  const pairs = headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')
  return pairs.filter((pair) => !pair.endsWith('=')).join('; ')
}

const signedIn = new Map<Role, Promise<{ person: Person; cookie: string }>>()

/** One person of that role, signed in once for the whole file. */
export function as(role: Role): Promise<{ person: Person; cookie: string }> {
  const known = signedIn.get(role) ?? signInAs(role)
  signedIn.set(role, known)
  return known
}

async function signInAs(role: Role) {
  const person = await newPerson(role)
  return { person, cookie: await cookieOf(person) }
}

/** The cookie of a new session, without the tenth of a second that a password takes. */
export async function sessionOf({ id }: Pick<Person, 'id'>): Promise<string> {
  const { auth } = await runtime()
  const { internalAdapter, secret } = await auth.library.$context
  const { token } = await internalAdapter.createSession(id)
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `console.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}
