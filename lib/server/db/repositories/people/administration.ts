import 'server-only'
import type { Transaction } from 'kysely'
import type { Person } from '@/lib/shared/api/people-endpoints'
import type { AuditAction, AuditAuthor } from '@/lib/shared/audit/audit-entry'
import type { Database } from '../../database'
import { withStoreErrors } from '../../query-errors'
import type { Tables } from '../../schema'
import { appendAudit } from '../audit/append-audit'
import { stopBatchesOf } from '../batches/batches'
import { insertPassword } from './accounts'
import { PROVIDER_ID } from './identities'
import { selectPeople, toPerson, withPeopleLock } from './person-rows'

/**
 * What administrators do to the way a person signs in. Each operation is recorded in the audit log
 * in the same transaction, resolves to the person afterwards, or to null for an unknown id, and
 * throws `journal.unavailable` when the store fails.
 */
export type Administration = {
  /**
   * Sets a one-time password, also for people who had none, and ends all sessions and sign-ins that
   * still owe a code.
   */
  resetPassword(id: string, passwordHash: string, author: AuditAuthor): Promise<Person | null>
  /** Removes the authenticator app and the backup codes; sessions stay. */
  turnOffTwoFactor(id: string, author: AuditAuthor): Promise<Person | null>
  endSessions(id: string, author: AuditAuthor): Promise<Person | null>
  /** Removes the link to the identity provider and the sessions that the provider created. */
  unlink(id: string, author: AuditAuthor): Promise<Person | null>
}

type Work = (trx: Transaction<Tables>, id: string) => Promise<unknown>

export function createAdministration(database: Database): Administration {
  function record(action: AuditAction, id: string, author: AuditAuthor, work: Work) {
    return withStoreErrors(() =>
      withPeopleLock(database, async (trx) => {
        const subject = await selectPeople(trx).where('id', '=', id).executeTakeFirst()
        if (!subject) return null
        await work(trx, id)
        await appendAudit(trx, database.clock, { action, author, subject })
        return toPerson(await selectPeople(trx).where('id', '=', id).executeTakeFirstOrThrow())
      }),
    )
  }
  return {
    resetPassword: (id, passwordHash, author) =>
      record('person.password-reset', id, author, async (trx) => {
        await setOneTimePassword(trx, id, passwordHash)
        await deleteSessions(trx, id)
        await deletePendingSignIns(trx, id)
      }),
    turnOffTwoFactor: (id, author) => record('person.two-factor-off', id, author, turnOffTwoFactor),
    endSessions: (id, author) => record('person.sessions-ended', id, author, deleteSessions),
    unlink: (id, author) => record('person.unlinked', id, author, unlink),
  }
}

async function setOneTimePassword(trx: Transaction<Tables>, id: string, password: string) {
  const updated_at = new Date().toISOString()
  const { numUpdatedRows } = await trx
    .updateTable('accounts')
    .set({ password, updated_at })
    .where('person_id', '=', id)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) await insertPassword(trx, id, password)
  await trx
    .updateTable('people')
    .set({ must_change_password: 1, updated_at })
    .where('id', '=', id)
    .execute()
}

/**
 * Forgets the browsers as well: one of them may be a stranger's by now. A batch may have been started
 * by that stranger.
 */
async function deleteSessions(trx: Transaction<Tables>, id: string) {
  await stopBatchesOf(trx, id, 'signed-out')
  await trx.deleteFrom('sessions').where('person_id', '=', id).execute()
  await trx.deleteFrom('devices').where('person_id', '=', id).execute()
}

/** The sign-in library stores the person in the row of the challenge that the cookie names. */
const deletePendingSignIns: Work = (trx, id) =>
  trx.deleteFrom('verifications').where('value', '=', id).execute()

async function turnOffTwoFactor(trx: Transaction<Tables>, id: string) {
  await trx.deleteFrom('second_factors').where('person_id', '=', id).execute()
  await trx
    .updateTable('people')
    .set({ two_factor_enabled: 0, updated_at: new Date().toISOString() })
    .where('id', '=', id)
    .execute()
  await deletePendingSignIns(trx, id)
}

async function unlink(trx: Transaction<Tables>, id: string) {
  await trx
    .deleteFrom('accounts')
    .where('provider_id', '=', PROVIDER_ID)
    .where('person_id', '=', id)
    .execute()
  await trx
    .deleteFrom('sessions')
    .where('person_id', '=', id)
    .where('identity', 'is not', null)
    .execute()
}
