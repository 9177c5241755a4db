import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Role } from '@/lib/shared/access/roles'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { Database } from '../../database'
import type { PeopleTable } from '../../people-schema'
import { isUniqueViolation, withStoreErrors, withStoreTimeout } from '../../query-errors'
import type { Tables } from '../../schema'
import { PROVIDER_ID } from './identities'

/** `passwordHash` is null for people who use single sign-on only. */
export type NewPerson = {
  email: string
  name: string
  role: Role
  passwordHash: string | null
  mustChangePassword?: boolean
}
export type PersonChange = { role?: Role; disabled?: boolean }

/** All operations throw `journal.unavailable` when the store fails. */
export type People = {
  /** Sorted by name, then e-mail. */
  list(): Promise<Person[]>
  find(id: string): Promise<Person | null>
  /** Ignores case. */
  findByEmail(email: string): Promise<Person | null>
  /** Throws `person.exists`. */
  add(person: NewPerson): Promise<Person>
  /** {@link add} if there are no people yet, else null. */
  addFirst(person: NewPerson): Promise<Person | null>
  /**
   * Null for an unknown id. Disabling ends all sessions. Throws `person.last-admin`, also under
   * concurrent requests.
   */
  change(id: string, change: PersonChange): Promise<Person | null>
}

const COLUMNS = ['id', 'email', 'name', 'role', 'disabled', 'last_seen_at'] as const
type Columns = Pick<PeopleTable, (typeof COLUMNS)[number]> & { links?: number | null }

const selectPeople = (kysely: Kysely<Tables>) =>
  kysely
    .selectFrom('people')
    .select(COLUMNS)
    .select((eb) =>
      eb
        .selectFrom('accounts')
        .select((count) => count.cast<number>(count.fn.countAll(), 'integer').as('links'))
        .whereRef('accounts.person_id', '=', 'people.id')
        .where('accounts.provider_id', '=', PROVIDER_ID)
        .as('links'),
    )

export function createPeople(database: Database): People {
  const { kysely } = database
  const select = () => selectPeople(kysely)
  const findBy = (column: 'id' | 'email', value: string) =>
    withStoreTimeout(async () => {
      const row = await select().where(column, '=', value).executeTakeFirst()
      return row ? toPerson(row) : null
    })
  return {
    list: () =>
      withStoreTimeout(async () =>
        (await select().orderBy('name').orderBy('email').execute()).map(toPerson),
      ),
    find: (id) => findBy('id', id),
    findByEmail: (email) => findBy('email', email.toLowerCase()),
    add: (person) => withStoreErrors(() => withPeopleLock(database, (trx) => insert(trx, person))),
    addFirst: (person) =>
      withStoreErrors(() =>
        withPeopleLock(database, async (trx) => {
          const existing = await trx.selectFrom('people').select('id').limit(1).execute()
          return existing.length > 0 ? null : insert(trx, person)
        }),
      ),
    change: (id, change) =>
      withStoreErrors(() => withPeopleLock(database, (trx) => update(trx, id, change))),
  }
}

/**
 * Serialises writes across processes by updating one row first. Otherwise PostgreSQL would let two
 * administrators demote each other at the same time, each seeing the other as the one who stays.
 */
function withPeopleLock<T>(
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

async function insert(trx: Transaction<Tables>, person: NewPerson): Promise<Person> {
  const id = randomUUID()
  const now = new Date().toISOString()
  const dates = { created_at: now, updated_at: now }
  try {
    const row = await trx
      .insertInto('people')
      .values({
        id,
        ...dates,
        email: person.email.toLowerCase(),
        email_verified: 0,
        name: person.name,
        two_factor_enabled: 0,
        role: person.role,
        disabled: 0,
        must_change_password: person.mustChangePassword ? 1 : 0,
      })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
    if (person.passwordHash !== null) {
      await trx
        .insertInto('accounts')
        .values({
          id: randomUUID(),
          ...dates,
          account_id: id,
          provider_id: 'credential',
          person_id: id,
          password: person.passwordHash,
        })
        .execute()
    }
    return toPerson(row)
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('person.exists', { cause: error })
    throw error
  }
}

async function update(trx: Transaction<Tables>, id: string, { role, disabled }: PersonChange) {
  const before = await selectPeople(trx).where('id', '=', id).executeTakeFirst()
  if (!before) return null
  const after = {
    role: role ?? before.role,
    disabled: disabled === undefined ? before.disabled : disabled ? (1 as const) : (0 as const),
  }
  if (isAdmin(before) && !isAdmin(after)) {
    const { others } = await trx
      .selectFrom('people')
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('others'))
      .where('role', '=', 'admin')
      .where('disabled', '=', 0)
      .where('id', '!=', id)
      .executeTakeFirstOrThrow()
    if (others === 0) throw new Problem('person.last-admin')
  }
  if (after.disabled) await trx.deleteFrom('sessions').where('person_id', '=', id).execute()
  await trx
    .updateTable('people')
    .set({ ...after, updated_at: new Date().toISOString() })
    .where('id', '=', id)
    .execute()
  return toPerson({ ...before, ...after })
}

const isAdmin = ({ role, disabled }: Pick<PeopleTable, 'role' | 'disabled'>) =>
  role === 'admin' && disabled === 0

function toPerson({ last_seen_at: seen, disabled, links, ...row }: Columns): Person {
  const lastSeenAt = seen === null ? null : toIsoTime(seen)
  return { ...row, disabled: disabled === 1, lastSeenAt, ...(links ? { linked: true } : {}) }
}
