import 'server-only'
import { randomInt } from 'node:crypto'
import * as z from 'zod/mini'
import { isUnsafeName } from '@/lib/shared/access/person-name'
import type { Role } from '@/lib/shared/access/roles'
import type { PeopleResponses } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { Auth } from '../auth/auth'
import { type Actor, authorize } from '../auth/authorize'
import { assertAcceptable } from '../auth/passwords/password-rules'
import type { Session } from '../db/repositories/people/sessions'
import type { Realtime } from '../realtime/realtime'
import type { Log } from '../runtime/log'

export type PeopleDeps = {
  actor: Actor
  session: Session
  auth: Auth
  realtime: Realtime
  log: Log
  ref: string
}

/** Leaves out characters that look alike, because people read one-time passwords to each other. */
const PASSWORD_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const PASSWORD_GROUPS = 4
const GROUP_LENGTH = 4
const RECENT_MS = 15 * 60_000
const emailSchema = z.email()

/** Everyone who may sign in. */
export async function listPeople(deps: PeopleDeps): Promise<PeopleResponses['listPeople']> {
  authorize(deps, 'people.list')
  return { people: await deps.auth.people.list() }
}

/**
 * Adds a person. Without `password` it creates a one-time password and returns it; the person must
 * choose a new one before doing anything else. Throws `person.not-an-email`, `person.exists`,
 * `password.too-short`,
 * `password.too-common` or `request.malformed` for a name with
 * characters that break a line or change the direction of text.
 */
export async function addPerson(
  deps: PeopleDeps,
  { email, name, role, password }: { email: string; name: string; role: Role; password?: string },
): Promise<PeopleResponses['addPerson']> {
  const { id: by } = authorize(deps, 'people.add')
  if (role === 'admin') assertRecentlyAuthenticated(deps)
  if (!emailSchema.safeParse(email).success) throw new Problem('person.not-an-email')
  if (isUnsafeName(name)) {
    throw new Problem('request.malformed', { params: { field: 'name' } })
  }
  if (password !== undefined) assertAcceptable(password, [email, name])
  const oneTime = password === undefined ? createOneTimePassword() : undefined
  const { auth } = deps
  const person = await auth.people.add({
    email,
    name: name.trim() || email,
    role,
    passwordHash: await auth.hashQueue.run(true, () =>
      auth.passwords.hash(password ?? oneTime ?? ''),
    ),
    mustChangePassword: oneTime !== undefined,
  })
  deps.realtime.publishPeopleChange()
  deps.log.info({ event: 'person-added', ref: deps.ref, person: person.id, role, by })
  return { person, ...(oneTime !== undefined && { password: oneTime }) }
}

/**
 * Changes a role, or disables or enables a person. Applies to their next request and at once to
 * their open event streams. Throws `person.last-admin`, `request.not-found` or
 * `auth.reauthenticate`.
 */
export async function changePerson(
  deps: PeopleDeps,
  { id, role, disabled }: { id: string; role?: Role; disabled?: boolean },
): Promise<PeopleResponses['changePerson']> {
  const { id: by } = authorize(deps, 'people.change')
  if (role === 'admin') assertRecentlyAuthenticated(deps)
  const person = await deps.auth.people.change(id, { role, disabled })
  if (!person) throw new Problem('request.not-found')
  deps.realtime.publishSessionsChange(id)
  if (disabled) await deps.auth.devices.forget(id)
  deps.realtime.publishPeopleChange()
  deps.log.info({ event: 'person-changed', ref: deps.ref, person: id, role, disabled, by })
  return { person }
}

/** Signs a person out everywhere and forgets their browsers. Throws `request.not-found`. */
export async function endSessions(
  deps: PeopleDeps,
  { id }: { id: string },
): Promise<PeopleResponses['endSessions']> {
  const { id: by } = authorize(deps, 'people.end-sessions')
  const person = await deps.auth.people.find(id)
  if (!person) throw new Problem('request.not-found')
  await deps.auth.sessions.endAll(id)
  deps.realtime.publishSessionsChange(id)
  await deps.auth.devices.forget(id)
  deps.realtime.publishPeopleChange()
  deps.log.info({ event: 'sessions-ended', ref: deps.ref, person: id, by })
  return { person }
}

/**
 * Removes the link to the identity provider and ends the sessions it created. Throws
 * `request.not-found`.
 */
export async function unlinkPerson(
  deps: PeopleDeps,
  { id }: { id: string },
): Promise<PeopleResponses['unlinkPerson']> {
  const { id: by } = authorize(deps, 'people.change')
  await deps.auth.identities.unlink(id)
  const person = await deps.auth.people.find(id)
  if (!person) throw new Problem('request.not-found')
  deps.realtime.publishSessionsChange(id)
  deps.realtime.publishPeopleChange()
  deps.log.info({ event: 'person-unlinked', ref: deps.ref, person: id, by })
  return { person }
}

/**
 * An open session must not be enough to make an administrator. Throws `auth.reauthenticate` unless
 * its owner signed in or confirmed it in the last 15 minutes.
 */
function assertRecentlyAuthenticated({ session }: PeopleDeps): void {
  if (session.authenticatedMsAgo > RECENT_MS) throw new Problem('auth.reauthenticate')
}

/** Has 79 bits of entropy. */
function createOneTimePassword(): string {
  const character = () => PASSWORD_ALPHABET[randomInt(PASSWORD_ALPHABET.length)]
  const group = () => Array.from({ length: GROUP_LENGTH }, character).join('')
  return Array.from({ length: PASSWORD_GROUPS }, group).join('-')
}
