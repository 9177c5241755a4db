import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Database } from '../database'
import { guarded, guardedSoon } from '../failures'

/** Everything throws `journal.unavailable` when the store fails. */
export type Accounts = {
  /** The hash of a person's password; null where they have none. */
  passwordOf(person: string): Promise<string | null>
  /** A password of the person's own choice; ends all their sessions but that one, in the same transaction. */
  setPassword(person: string, hash: string, session: string): Promise<void>
  /** Whom an identity provider knows under that name; null = nobody who was here. */
  ownerOf(provider: string, subject: string): Promise<string | null>
  link(provider: string, subject: string, person: string): Promise<void>
  /** Who is asked for a code, having given the right password; null when that was too long ago. */
  challenged(challenge: string): Promise<string | null>
}

/** How people prove who they are, in the database. */
export function createAccounts(database: Database): Accounts {
  const { kysely } = database
  return {
    passwordOf: (person) =>
      guardedSoon(async () => {
        const row = await kysely
          .selectFrom('accounts')
          .select('password')
          .where('person_id', '=', person)
          .where('provider_id', '=', 'credential')
          .executeTakeFirst()
        return row?.password ?? null
      }),
    setPassword: (person, hash, session) =>
      guarded(() =>
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
    ownerOf: (provider, subject) =>
      guardedSoon(async () => {
        const row = await kysely
          .selectFrom('accounts')
          .select('person_id')
          .where('provider_id', '=', provider)
          .where('account_id', '=', subject)
          .executeTakeFirst()
        return row?.person_id ?? null
      }),
    link: (provider, subject, person) =>
      guarded(async () => {
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
    challenged: (challenge) =>
      guardedSoon(async () => {
        const row = await kysely
          .selectFrom('verifications')
          .select(['value', 'expires_at', database.clock.as('now')])
          .where('identifier', '=', challenge)
          .executeTakeFirst()
        return row && Date.parse(row.expires_at) > row.now ? row.value : null
      }),
  }
}
