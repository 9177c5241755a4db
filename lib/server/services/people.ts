import 'server-only'
import type { Role } from '@/lib/shared/access/roles'
import type { PeopleResponses, Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { AuditAuthor } from '@/lib/shared/audit/audit-entry'
import type { Auth } from '../auth/auth'
import { type Actor, authorize } from '../auth/authorize'
import { createOneTimePassword } from '../auth/passwords/one-time-password'
import { assertAcceptable } from '../auth/passwords/password-rules'
import { assertEmail, assertSafeName } from '../auth/person-details'
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

const RECENT_MS = 15 * 60_000

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
  const actor = authorize(deps, 'people.add')
  if (role === 'admin') assertRecentlyAuthenticated(deps)
  assertEmail(email)
  assertSafeName(name)
  if (password !== undefined) assertAcceptable(password, [email, name])
  const oneTime = password === undefined ? createOneTimePassword() : undefined
  const { auth } = deps
  const person = await auth.people.add(
    {
      email,
      name: name.trim() || email,
      role,
      passwordHash: await hashPassword(auth, password ?? oneTime ?? ''),
      mustChangePassword: oneTime !== undefined,
    },
    toAuthor(actor),
  )
  deps.realtime.publishPeopleChange()
  deps.log.info({ event: 'person-added', ref: deps.ref, person: person.id, role, by: actor.id })
  return { person, ...(oneTime !== undefined && { password: oneTime }) }
}

/**
 * Changes a name or a role, or disables or enables a person. Applies to their next request and at
 * once to their open event streams. Throws `person.last-admin`, `request.not-found`,
 * `request.malformed` or `auth.reauthenticate`.
 */
export async function changePerson(
  deps: PeopleDeps,
  { id, name, role, disabled }: { id: string; name?: string; role?: Role; disabled?: boolean },
): Promise<PeopleResponses['changePerson']> {
  const actor = authorize(deps, 'people.change')
  if (role === 'admin') assertRecentlyAuthenticated(deps)
  if (name !== undefined) assertSafeName(name)
  if (name?.trim() === '') throw new Problem('request.malformed', { params: { field: 'name' } })
  const change = { name: name?.trim(), role, disabled }
  const person = await deps.auth.people.change(id, change, toAuthor(actor))
  return finish(deps, 'person-changed', person, { role, disabled })
}

/**
 * Gives a person a one-time password and signs them out everywhere. Their new password can be used
 * to act in their name, so it needs a recent sign-in. Throws `auth.reauthenticate`, `person.self` or
 * `request.not-found`.
 */
export async function resetPassword(
  deps: PeopleDeps,
  { id }: { id: string },
): Promise<PeopleResponses['resetPassword']> {
  const actor = authorizeSignInChange(deps, id)
  const { auth } = deps
  const password = createOneTimePassword()
  const passwordHash = await hashPassword(auth, password)
  const person = await auth.administration.resetPassword(id, passwordHash, toAuthor(actor))
  return { ...finish(deps, 'password-reset', person), password }
}

/**
 * Turns off the two-step verification of a person who lost their authenticator app and backup codes.
 * Throws the same problems as {@link resetPassword}.
 */
export async function turnOffTwoFactor(
  deps: PeopleDeps,
  { id }: { id: string },
): Promise<PeopleResponses['turnOffTwoFactor']> {
  const actor = authorizeSignInChange(deps, id)
  const person = await deps.auth.administration.turnOffTwoFactor(id, toAuthor(actor))
  return finish(deps, 'two-factor-turned-off', person)
}

/** Signs a person out everywhere and forgets their browsers. Throws `request.not-found`. */
export async function endSessions(
  deps: PeopleDeps,
  { id }: { id: string },
): Promise<PeopleResponses['endSessions']> {
  const actor = authorize(deps, 'people.end-sessions')
  const person = await deps.auth.administration.endSessions(id, toAuthor(actor))
  return finish(deps, 'sessions-ended', person)
}

/**
 * Removes the link to the identity provider and ends the sessions it created. Throws
 * `request.not-found`.
 */
export async function unlinkPerson(
  deps: PeopleDeps,
  { id }: { id: string },
): Promise<PeopleResponses['unlinkPerson']> {
  const actor = authorize(deps, 'people.change')
  const person = await deps.auth.administration.unlink(id, toAuthor(actor))
  return finish(deps, 'person-unlinked', person)
}

/**
 * The own password and second factor are changed on the account page, which asks for the current
 * ones: an open session alone must not be enough.
 */
function authorizeSignInChange(deps: PeopleDeps, id: string): Actor {
  const actor = authorize(deps, 'people.change')
  if (id === actor.id) throw new Problem('person.self')
  assertRecentlyAuthenticated(deps)
  return actor
}

/** Publishes and logs a change. Throws `request.not-found` for a person who does not exist. */
function finish(
  { realtime, log, ref, actor }: PeopleDeps,
  event: string,
  person: Person | null,
  details: { role?: Role; disabled?: boolean } = {},
): { person: Person } {
  if (!person) throw new Problem('request.not-found')
  realtime.publishSessionsChange(person.id)
  realtime.publishPeopleChange()
  log.info({ event, ref, person: person.id, ...details, by: actor.id })
  return { person }
}

const toAuthor = ({ id, name }: Actor): AuditAuthor => ({ source: 'console', by: { id, name } })

const hashPassword = ({ hashQueue, passwords }: Auth, password: string) =>
  hashQueue.run(true, () => passwords.hash(password))

/**
 * An open session must not be enough to make an administrator or to take over an account. Throws `auth.reauthenticate` unless
 * its owner signed in or confirmed it in the last 15 minutes.
 */
function assertRecentlyAuthenticated({ session }: PeopleDeps): void {
  if (session.authenticatedMsAgo > RECENT_MS) throw new Problem('auth.reauthenticate')
}
