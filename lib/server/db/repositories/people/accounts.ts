import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Database } from '../../database'
import { withStoreErrors, withStoreTimeout } from '../../query-errors'

/** All operations throw `journal.unavailable` when the store fails. */
export type Accounts = {
  /** Null when the person has no password. */
  findPasswordHash(person: string): Promise<string | null>
  /**
   * Stores a password that the person chose, and ends all their sessions except `session` in the
   * same transaction.
   */
  setPassword(person: string, hash: string, session: string): Promise<void>
  /** The person linked to this subject of an identity provider. */
  findOwner(provider: string, subject: string): Promise<string | null>
  link(provider: string, subject: string, person: string): Promise<void>
  /** The person who entered the right password and still owes a code; null when that expired. */
  pendingTwoFactor(challenge: string): Promise<string | null>
}

export function createAccounts(database: Database): Accounts {
  const { kysely } = database
  return {
    findPasswordHash: (person) =>
      withStoreTimeout(async () => {
        const row = await kysely
          .selectFrom('accounts')
          .select('password')
          .where('person_id', '=', person)
          .where('provider_id', '=', 'credential')
          .executeTakeFirst()
        return row?.password ?? null
      }),
    setPassword: (person, hash, session) =>
      withStoreErrors(() =>
        kysely.transaction().execute(async (trx) => {
          const updated_at = new Date().toISOString()
          await trx
            .updateTable('accounts')
            .set({ password: hash, updated_at })
            .where('person_id', '=', person)
            .where('provider_id', '=', 'credential')
            .execute()
          await trx
            .updateTable('people')
            .set({ must_change_password: 0, updated_at })
            .where('id', '=', person)
            .execute()
          await trx
            .deleteFrom('sessions')
            .where('person_id', '=', person)
            .where('id', '!=', session)
            .execute()
        }),
      ),
    findOwner: (provider, subject) =>
      withStoreTimeout(async () => {
        const row = await kysely
          .selectFrom('accounts')
          .select('person_id')
          .where('provider_id', '=', provider)
          .where('account_id', '=', subject)
          .executeTakeFirst()
        return row?.person_id ?? null
      }),
    link: (provider, subject, person) =>
      withStoreErrors(async () => {
        const now = new Date().toISOString()
        await kysely
          .insertInto('accounts')
          .values({
            id: randomUUID(),
            created_at: now,
            updated_at: now,
            account_id: subject,
            provider_id: provider,
            person_id: person,
          })
          .onConflict((conflict) => conflict.columns(['provider_id', 'account_id']).doNothing())
          .execute()
      }),
    pendingTwoFactor: (challenge) =>
      withStoreTimeout(async () => {
        const row = await kysely
          .selectFrom('verifications')
          .select(['value', 'expires_at', database.clock.as('now')])
          .where('identifier', '=', challenge)
          .executeTakeFirst()
        return row && Date.parse(row.expires_at) > row.now ? row.value : null
      }),
  }
}
