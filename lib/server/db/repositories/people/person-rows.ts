import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Person } from '@/lib/shared/api/people-endpoints'
import type { Database } from '../../database'
import type { PeopleTable } from '../../people-schema'
import type { Tables } from '../../schema'
import { PROVIDER_ID } from './identities'

export const PERSON_COLUMNS = [
  'id',
  'email',
  'name',
  'role',
  'disabled',
  'last_seen_at',
  'two_factor_enabled',
] as const
export type PersonRow = Pick<PeopleTable, (typeof PERSON_COLUMNS)[number]> & {
  /** Links to the identity provider. */
  links?: number | null
}

export const selectPeople = (kysely: Kysely<Tables>) =>
  kysely
    .selectFrom('people')
    .select(PERSON_COLUMNS)
    .select((eb) =>
      eb
        .selectFrom('accounts')
        .select((count) => count.cast<number>(count.fn.countAll(), 'integer').as('links'))
        .whereRef('accounts.person_id', '=', 'people.id')
        .where('accounts.provider_id', '=', PROVIDER_ID)
        .as('links'),
    )

export function toPerson(row: PersonRow): Person {
  const { id, email, name, role, last_seen_at: seen } = row
  return {
    id,
    email,
    name,
    role,
    disabled: row.disabled === 1,
    lastSeenAt: seen === null ? null : toIsoTime(seen),
    ...(row.links ? { linked: true } : {}),
    ...(row.two_factor_enabled ? { twoFactor: true } : {}),
  }
}

/**
 * Serialises writes across processes by updating one row first. Otherwise PostgreSQL would let two
 * administrators demote each other at the same time, each seeing the other as the one who stays.
 */
export function withPeopleLock<T>(
  { kysely }: Database,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return kysely.transaction().execute(async (trx) => {
    await trx
      .updateTable('console_store')
      .set((eb) => ({ created_at: eb.ref('created_at') }))
      .execute()
    return work(trx)
  })
}
