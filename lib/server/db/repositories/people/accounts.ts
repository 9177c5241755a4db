import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Database } from '../../database'
import { withStoreErrors, withStoreTimeout } from '../../query-errors'
import type { Tables } from '../../schema'

/** All operations throw `journal.unavailable` when the store fails. */
export type Accounts = {
  /** Null when the person has no password. */
  findPasswordHash(person: string): Promise<string | null>
  /**
   * Stores a password that the person chose, and ends all their sessions except `session` in the
   * same transaction.
   */
  setPassword(person: string, hash: string, session: string): Promise<void>
  /** Replaces a hash by one of the same password; sessions stay. */
  replacePassword(outdated: string, hash: string): Promise<void>
}

export function createAccounts({ kysely }: Database): Accounts {
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
    replacePassword: (outdated, hash) =>
      withStoreErrors(async () => {
        await kysely
          .updateTable('accounts')
          .set({ password: hash, updated_at: new Date().toISOString() })
          .where('password', '=', outdated)
          .execute()
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
  }
}

/** Gives a first password to a person who has none. */
export async function insertPassword(trx: Transaction<Tables>, id: string, password: string) {
  const now = new Date().toISOString()
  await trx
    .insertInto('accounts')
    .values({
      id: randomUUID(),
      created_at: now,
      updated_at: now,
      account_id: id,
      provider_id: 'credential',
      person_id: id,
      password,
    })
    .execute()
}
