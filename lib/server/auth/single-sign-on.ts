import 'server-only'
import { genericOAuth } from 'better-auth/plugins'
import { type Role, roleFrom, roles } from '@/lib/shared/access/roles'
import type { SignInFailure } from '@/lib/shared/access/sign-in-failures'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { Accounts } from '../db/repositories/accounts'
import type { People } from '../db/repositories/people'
import type { Oidc } from '../runtime/config'
import type { Log } from '../runtime/log'

/** The provider's name among a person's accounts, and in the address it sends browsers back to. */
export const PROVIDER = 'oidc'

type Parts = { oidc: Oidc; people: People; accounts: Accounts; log: Log }
type Profile = Record<string, unknown>

const BRAND = Symbol.for('live-room-console.not-let-in')

/** The provider knows who it is, but they are not let in here. */
export class NotLetIn extends Error {
  readonly [BRAND] = true

  // One of Next's copies of this module throws what another catches.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  constructor(readonly failure: SignInFailure) {
    super(failure)
  }
}

/** The part of the sign-in library that speaks OpenID Connect: code flow with PKCE, state, nonce and a verified token. */
export function singleSignOn(parts: Parts) {
  const { issuer, clientId, clientSecret } = parts.oidc
  return genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        authentication: 'basic',
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        async mapProfileToUser(profile) {
          await admit(parts, profile)
          return {}
        },
      },
    ],
  })
}

/**
 * Whether somebody whom the provider vouches for is let in. Without a role claim only those whom an administrator has
 * added; with one the provider decides who has which role, and who none. Throws {@link NotLetIn}.
 */
async function admit({ oidc, people, accounts, log }: Parts, profile: Profile): Promise<void> {
  const { sub, email } = profile
  const unverified = String(profile.email_verified) === 'false'
  if (typeof sub !== 'string' || typeof email !== 'string' || unverified) {
    throw new NotLetIn('other')
  }
  const owner = await accounts.ownerOf(PROVIDER, sub)
  const known = owner === null ? await people.findByEmail(email) : await people.find(owner)
  if (known?.disabled) throw new NotLetIn('disabled')
  const person = oidc.roleClaim
    ? await withRole(people, known, profile, roleIn(profile[oidc.roleClaim]), log)
    : known
  if (!person) throw new NotLetIn('unknown')
  if (owner === null) await accounts.link(PROVIDER, sub, person.id)
}

async function withRole(
  people: People,
  known: Person | null,
  { email, name }: Profile,
  role: Role | null,
  log: Log,
): Promise<Person | null> {
  if (!role) throw new NotLetIn('no-role')
  if (!known) {
    const address = String(email)
    const called = typeof name === 'string' && name !== '' ? name.slice(0, 200) : address
    return people.add({ email: address, name: called, role, passwordHash: null })
  }
  if (known.role === role) return known
  try {
    return await people.change(known.id, { role })
  } catch (error) {
    // The last administrator stays one, whatever the provider says: somebody must be able to let others in.
    if (!(error instanceof Problem) || error.code !== 'person.last-admin') throw error
    log.warn({ event: 'last-admin-kept', person: known.id, claimed: role })
    return known
  }
}

/** The greatest of the roles that a claim names, one or a list. */
function roleIn(claim: unknown): Role | null {
  const named = (Array.isArray(claim) ? claim : [claim]).map(roleFrom)
  return roles.findLast((role) => named.includes(role)) ?? null
}
