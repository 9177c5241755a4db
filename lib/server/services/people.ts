import 'server-only'
import { randomInt } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import * as z from 'zod/mini'
import type { Role } from '@/lib/shared/access/roles'
import type { PeopleReplies } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { isWellFormed } from '@/lib/shared/metadata/bytes'
import { assertLongEnough } from '../auth/password'
import { type Context, permit } from '../http/context'

/** Without the letters and digits that are mistaken for each other: people read it out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const emailSchema = z.email()

/** Everybody who may sign in. */
export async function listPeople(ctx: Context): Promise<PeopleReplies['listPeople']> {
  permit(ctx, 'people.list')
  return { people: await ctx.auth.people.list() }
}

/**
 * Lets somebody in. Without a password one is made, told this once, and good for nothing but choosing another.
 * Throws `person.not-an-email`, `person.exists`, `password.too-short`.
 */
export async function addPerson(
  ctx: Context,
  { email, name, role, password }: { email: string; name: string; role: Role; password?: string },
): Promise<PeopleReplies['addPerson']> {
  const { id: by } = permit(ctx, 'people.add')
  if (!emailSchema.safeParse(email).success) throw new Problem('person.not-an-email')
  if (!isWellFormed(name) || /\p{Cc}/u.test(name)) {
    throw new Problem('request.malformed', { params: { field: 'name' } })
  }
  if (password !== undefined) assertLongEnough(password)
  const oneTime = password === undefined ? oneTimePassword() : undefined
  const person = await ctx.auth.people.add({
    email,
    name: name.trim() || email,
    role,
    passwordHash: await hashPassword(password ?? oneTime ?? ''),
    mustChangePassword: oneTime !== undefined,
  })
  ctx.log.info({ event: 'person-added', ref: ctx.ref, person: person.id, role, by })
  return { person, ...(oneTime !== undefined && { password: oneTime }) }
}

/** Holds on the person's next request; their open event streams ask at once. Throws `person.last-admin`. */
export async function changePerson(
  ctx: Context,
  { id, role, disabled }: { id: string; role?: Role; disabled?: boolean },
): Promise<PeopleReplies['changePerson']> {
  const { id: by } = permit(ctx, 'people.change')
  const person = await ctx.auth.people.change(id, { role, disabled })
  if (!person) throw new Problem('request.not-found')
  ctx.live.sessionsChanged(id)
  ctx.log.info({ event: 'person-changed', ref: ctx.ref, person: id, role, disabled, by })
  return { person }
}

/** Signs somebody out everywhere. */
export async function endSessions(
  ctx: Context,
  { id }: { id: string },
): Promise<PeopleReplies['endSessions']> {
  const { id: by } = permit(ctx, 'people.end-sessions')
  const person = await ctx.auth.people.find(id)
  if (!person) throw new Problem('request.not-found')
  await ctx.auth.sessions.endAll(id)
  ctx.live.sessionsChanged(id)
  ctx.log.info({ event: 'sessions-ended', ref: ctx.ref, person: id, by })
  return { person }
}

/** 79 bits, in groups that can be read out. */
function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
