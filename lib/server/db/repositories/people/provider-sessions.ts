import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import type { Database } from '../../database'
import { withStoreErrors } from '../../query-errors'
import { type Identity, toIdentityKey, withoutSlash } from './identities'

/** What a session from single sign-on remembers of the provider; `sid` names its session there. */
export type ProviderSession = { identity: Identity; sid: string | null }

/** At least one of `identity` and `sid` is set. */
export type ProviderLogout = { issuer: string; identity: Identity | null; sid: string | null }

export type Client = { address: string | null; browser: string | null }

/**
 * Sessions that single sign-on creates. All operations throw `journal.unavailable` when the store
 * fails.
 */
export type ProviderSessions = {
  /** Creates a session of `lifetimeMs` and returns its token. */
  create(
    person: string,
    source: ProviderSession & { lifetimeMs: number },
    client: Client,
  ): Promise<string>
  /** Marks a session that the sign-in library created after the code. */
  adopt(token: string, source: ProviderSession & { lifetimeMs: number }): Promise<void>
  /** Ends the sessions of a subject, of a session of the provider, or of both. Returns the people. */
  end(logout: ProviderLogout): Promise<string[]>
}

/** `sid` is unique only together with its issuer. */
const toSessionKey = (issuer: string, sid: string | null) =>
  sid === null ? null : `${withoutSlash(issuer)} ${sid}`

export function createProviderSessions(database: Database): ProviderSessions {
  const { kysely } = database
  const expiryAfter = async (ms: number) => new Date((await database.now()) + ms).toISOString()
  const toColumns = ({ identity, sid }: ProviderSession) => ({
    identity: toIdentityKey(identity),
    provider_session: toSessionKey(identity.issuer, sid),
  })
  return {
    create: (person, { lifetimeMs, ...source }, { address, browser }) =>
      withStoreErrors(async () => {
        const token = randomBytes(24).toString('base64url')
        const now = new Date().toISOString()
        await kysely
          .insertInto('sessions')
          .values({
            id: randomUUID(),
            created_at: now,
            updated_at: now,
            token,
            person_id: person,
            expires_at: await expiryAfter(lifetimeMs),
            ip_address: address,
            user_agent: browser,
            ...toColumns(source),
          })
          .execute()
        return token
      }),
    adopt: (token, { lifetimeMs, ...source }) =>
      withStoreErrors(async () => {
        await kysely
          .updateTable('sessions')
          .set({ expires_at: await expiryAfter(lifetimeMs), ...toColumns(source) })
          .where('token', '=', token)
          .execute()
      }),
    end: ({ identity, issuer, sid }) =>
      withStoreErrors(async () => {
        const sessionKey = toSessionKey(issuer, sid)
        // Without a condition it would end every session.
        if (!identity && !sessionKey) return []
        const rows = await kysely
          .deleteFrom('sessions')
          .where((eb) =>
            eb.and([
              ...(identity ? [eb('identity', '=', toIdentityKey(identity))] : []),
              ...(sessionKey ? [eb('provider_session', '=', sessionKey)] : []),
            ]),
          )
          .returning('person_id')
          .execute()
        return [...new Set(rows.map(({ person_id }) => person_id))]
      }),
  }
}
