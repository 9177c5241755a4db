import 'server-only'
import { genericOAuth } from 'better-auth/plugins'
import { parseRole, type Role, roles } from '@/lib/shared/access/roles'
import type { SignInFailure } from '@/lib/shared/access/sign-in-failures'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { Accounts } from '../db/repositories/people/accounts'
import type { People } from '../db/repositories/people/people'
import type { Oidc } from '../runtime/config'
import type { Log } from '../runtime/log'

/** The provider id in the `accounts` table and in the callback URL. */
export const PROVIDER = 'oidc'

type SsoDeps = { oidc: Oidc; people: People; accounts: Accounts; log: Log }
type Profile = Record<string, unknown>

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

/**
 * The better-auth plugin for OpenID Connect: code flow with PKCE, state, nonce and a verified ID
 * token.
 */
export function createSsoPlugin(parts: SsoDeps) {
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
          await authorizeProfile(parts, profile)
          return {}
        },
      },
    ],
  })
}

/**
 * Decides whether a person of the identity provider may sign in. Without a role claim only people
 * whom an administrator added may; with one, the claim decides about access and role. Throws {@link
 * SsoDenied}.
 */
async function authorizeProfile(
  { oidc, people, accounts, log }: SsoDeps,
  profile: Profile,
): Promise<void> {
  const { sub, email } = profile
  const isUnverified = String(profile.email_verified) === 'false'
  if (typeof sub !== 'string' || typeof email !== 'string' || isUnverified) {
    throw new SsoDenied('other')
  }
  const owner = await accounts.findOwner(PROVIDER, sub)
  const known = owner === null ? await people.findByEmail(email) : await people.find(owner)
  if (known?.disabled) throw new SsoDenied('disabled')
  const person = oidc.roleClaim
    ? await applyRoleClaim(people, known, profile, roleFromClaim(profile[oidc.roleClaim]), log)
    : known
  if (!person) throw new SsoDenied('unknown')
  if (owner === null) await accounts.link(PROVIDER, sub, person.id)
}

async function applyRoleClaim(
  people: People,
  known: Person | null,
  { email, name }: Profile,
  role: Role | null,
  log: Log,
): Promise<Person | null> {
  if (!role) throw new SsoDenied('no-role')
  if (!known) {
    const address = String(email)
    const displayName = typeof name === 'string' && name !== '' ? name.slice(0, 200) : address
    return people.add({ email: address, name: displayName, role, passwordHash: null })
  }
  if (known.role === role) return known
  try {
    return await people.change(known.id, { role })
  } catch (error) {
    // The last administrator keeps the role: the console would have no one left to manage people.
    if (!(error instanceof Problem) || error.code !== 'person.last-admin') throw error
    log.warn({ event: 'last-admin-kept', person: known.id, claimed: role })
    return known
  }
}

/** The highest role in a claim, which is one name or a list. */
function roleFromClaim(claim: unknown): Role | null {
  const claimed = (Array.isArray(claim) ? claim : [claim]).map(parseRole)
  return roles.findLast((role) => claimed.includes(role)) ?? null
}
