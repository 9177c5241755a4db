import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Database } from '../../database'
import { isUniqueViolation, withStoreErrors, withStoreTimeout } from '../../query-errors'

/** A subject is unique only together with its issuer. */
export type Identity = { issuer: string; subject: string }

/**
 * Links between people and an identity provider, at most one per person. All operations throw
 * `journal.unavailable` when the store fails.
 */
export type Identities = {
  /** The linked person, or null. */
  findPerson(identity: Identity): Promise<string | null>
  /** False if the person or the identity is linked already, also under concurrent requests. */
  link(identity: Identity, person: string): Promise<boolean>
}

/** The provider id in `accounts`; the sign-in library uses `credential` for passwords. */
export const PROVIDER_ID = 'oidc'

/** Settings and providers write the issuer with or without a slash at its end. */
export const withoutSlash = (issuer: string) => issuer.replace(/\/$/, '')

/** An issuer is a URL and has no space, so the first space separates the two. */
export const toIdentityKey = ({ issuer, subject }: Identity) => `${withoutSlash(issuer)} ${subject}`

export function createIdentities({ kysely }: Database): Identities {
  return {
    findPerson: (identity) =>
      withStoreTimeout(async () => {
        const row = await kysely
          .selectFrom('accounts')
          .select('person_id')
          .where('provider_id', '=', PROVIDER_ID)
          .where('account_id', '=', toIdentityKey(identity))
          .executeTakeFirst()
        return row?.person_id ?? null
      }),
    link: (identity, person) =>
      withStoreErrors(async () => {
        const now = new Date().toISOString()
        try {
          await kysely
            .insertInto('accounts')
            .values({
              id: randomUUID(),
              created_at: now,
              updated_at: now,
              account_id: toIdentityKey(identity),
              provider_id: PROVIDER_ID,
              person_id: person,
            })
            .execute()
          return true
        } catch (error) {
          if (isUniqueViolation(error)) return false
          throw error
        }
      }),
  }
}
