import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Database } from '../../database'
import { withStoreErrors, withStoreTimeout } from '../../query-errors'
import type { ProviderSession } from './provider-sessions'

/**
 * Sign-ins that still owe a code. The sign-in library creates them after a password and checks the
 * code; {@link create} makes the same rows after single sign-on. All operations throw
 * `journal.unavailable` when the store fails.
 */
export type TwoFactorChallenges = {
  /** Whether this person turned two-step verification on. */
  isRequired(person: string): Promise<boolean>
  /** Returns the challenge that the cookie carries. */
  create(person: string, source: ProviderSession): Promise<string>
  /** The person who still owes a code; null when that expired. */
  findPerson(challenge: string): Promise<string | null>
  /** The provider that the sign-in came from; null after a password. At most once. */
  takeSource(challenge: string): Promise<ProviderSession | null>
}

/** As long as the library's own challenges. */
export const CHALLENGE_SECONDS = 600

const sourceId = (challenge: string) => `single-sign-on-${challenge}`

export function createTwoFactorChallenges({ kysely, clock }: Database): TwoFactorChallenges {
  return {
    isRequired: (person) =>
      withStoreTimeout(async () => {
        const row = await kysely
          .selectFrom('people')
          .select('two_factor_enabled')
          .where('id', '=', person)
          .executeTakeFirst()
        return row?.two_factor_enabled === 1
      }),
    create: (person, source) =>
      withStoreErrors(async () => {
        const challenge = `2fa-${randomUUID()}`
        const now = new Date()
        const expires_at = new Date(now.getTime() + CHALLENGE_SECONDS * 1_000).toISOString()
        const dates = { created_at: now.toISOString(), updated_at: now.toISOString(), expires_at }
        const rows = [
          { identifier: challenge, value: person },
          // The library counts wrong codes here.
          { identifier: `2fa-attempts-${challenge}`, value: '0' },
          { identifier: sourceId(challenge), value: JSON.stringify(source) },
        ]
        await kysely
          .insertInto('verifications')
          .values(rows.map((row) => ({ id: randomUUID(), ...dates, ...row })))
          .execute()
        return challenge
      }),
    findPerson: (challenge) =>
      withStoreTimeout(async () => {
        const row = await kysely
          .selectFrom('verifications')
          .select(['value', 'expires_at', clock.as('now')])
          .where('identifier', '=', challenge)
          .executeTakeFirst()
        return row && Date.parse(row.expires_at) > row.now ? row.value : null
      }),
    takeSource: (challenge) =>
      withStoreErrors(async () => {
        const row = await kysely
          .deleteFrom('verifications')
          .where('identifier', '=', sourceId(challenge))
          .returning('value')
          .executeTakeFirst()
        return row ? (JSON.parse(row.value) as ProviderSession) : null
      }),
  }
}
