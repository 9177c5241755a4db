import 'server-only'
import * as z from 'zod/mini'
import { cleanName } from '@/lib/shared/access/person-name'
import { parseRole, type Role, roles } from '@/lib/shared/access/roles'
import type { SignInFailure } from '@/lib/shared/access/sign-in-failures'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { AuditAuthor } from '@/lib/shared/audit/audit-entry'
import type { Identities, Identity } from '../../db/repositories/people/identities'
import type { People } from '../../db/repositories/people/people'
import type { Oidc } from '../../runtime/config'
import type { Log } from '../../runtime/log'
import type { Claims } from './oidc-client'

type SsoDeps = { oidc: Oidc; people: People; identities: Identities; log: Log }

const AUTHOR: AuditAuthor = { source: 'single-sign-on', by: null }
const BRAND = Symbol.for('live-room-console.sso-denied')

/** The identity provider signed the person in, but the console does not allow them. */
export class SsoDenied extends Error {
  readonly [BRAND] = true

  // Next loads several copies of this module, and one catches what another throws.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  constructor(readonly failure: SignInFailure) {
    super(failure)
  }
}

const identitySchema = z.object({
  iss: z.string(),
  sub: z.string().check(z.minLength(1), z.maxLength(255)),
})
/** Only `true` counts: providers that let people set their own address leave the claim out. */
const emailSchema = z.object({
  email: z.email().check(z.maxLength(254)),
  email_verified: z.literal(true),
})

/** Throws {@link SsoDenied} unless the claims name a subject. */
export function readIdentity(claims: Claims): Identity {
  const parsed = identitySchema.safeParse(claims)
  if (!parsed.success) throw new SsoDenied('other')
  return { issuer: parsed.data.iss, subject: parsed.data.sub }
}

/**
 * Decides whether a person of the identity provider may sign in. The first time the verified e-mail
 * address links them to a person of the console, and only issuer and subject count from then on.
 * Without a role claim only people whom an administrator added may sign in; with one, the claim
 * decides about access and, except in the step that links, about the role. Throws {@link SsoDenied}.
 */
export async function admit(deps: SsoDeps, claims: Claims): Promise<Person> {
  const { oidc, people, identities } = deps
  const identity = readIdentity(claims)
  const role = oidc.roleClaim === null ? null : roleFromClaim(claims[oidc.roleClaim])
  if (oidc.roleClaim !== null && !role) throw new SsoDenied('no-role')
  const linkedId = await identities.findPerson(identity)
  if (linkedId === null) return linkByEmail(deps, identity, claims, role)
  const person = await people.find(linkedId)
  if (!person) throw new SsoDenied('unknown')
  assertEnabled(person)
  return role ? applyRole(deps, person, role) : person
}

async function linkByEmail(
  { people, identities }: SsoDeps,
  identity: Identity,
  claims: Claims,
  role: Role | null,
): Promise<Person> {
  const parsed = emailSchema.safeParse(claims)
  if (!parsed.success) throw new SsoDenied('other')
  const { email } = parsed.data
  const person = (await people.findByEmail(email)) ?? (role && (await add(people, claims, role)))
  if (!person) throw new SsoDenied('unknown')
  assertEnabled(person)
  if (await identities.link(identity, person.id)) return person
  // Two requests of the same browser may link at the same time; any other subject is a stranger.
  if ((await identities.findPerson(identity)) !== person.id) throw new SsoDenied('linked')
  return person
}

function add(people: People, claims: Claims, role: Role): Promise<Person> {
  const email = String(claims.email)
  const name = typeof claims.name === 'string' ? cleanName(claims.name) : ''
  return people.add({ email, name: name || email, role, passwordHash: null }, AUTHOR)
}

async function applyRole({ people, log }: SsoDeps, person: Person, role: Role): Promise<Person> {
  if (person.role === role) return person
  try {
    return (await people.change(person.id, { role }, AUTHOR)) ?? person
  } catch (error) {
    // The last administrator keeps the role: the console would have no one left to manage people.
    if (!(error instanceof Problem) || error.code !== 'person.last-admin') throw error
    log.warn({ event: 'last-admin-kept', person: person.id, claimed: role })
    return person
  }
}

function assertEnabled({ disabled }: Person): void {
  if (disabled) throw new SsoDenied('disabled')
}

/** The highest role in a claim, which is one name or a list. */
function roleFromClaim(claim: unknown): Role | null {
  const claimed = (Array.isArray(claim) ? claim : [claim]).map(parseRole)
  return roles.findLast((role) => claimed.includes(role)) ?? null
}
