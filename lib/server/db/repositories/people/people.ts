import 'server-only'
import { randomUUID } from 'node:crypto'
import type { RawBuilder, Transaction } from 'kysely'
import { hasPermission, type Role } from '@/lib/shared/access/roles'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { AuditAction, AuditAuthor, AuditChange } from '@/lib/shared/audit/audit-entry'
import type { Database } from '../../database'
import type { PeopleTable } from '../../people-schema'
import { isUniqueViolation, withStoreErrors, withStoreTimeout } from '../../query-errors'
import type { Tables } from '../../schema'
import { appendAudit } from '../audit/append-audit'
import { stopBatchesOf } from '../batches/batches'
import { insertPassword } from './accounts'
import {
  PERSON_COLUMNS,
  type PersonRow,
  selectPeople,
  toPerson,
  withPeopleLock,
} from './person-rows'

/** `passwordHash` is null for people who use single sign-on only. */
export type NewPerson = {
  email: string
  name: string
  role: Role
  passwordHash: string | null
  mustChangePassword?: boolean
}
export type PersonChange = { name?: string; role?: Role; disabled?: boolean }

/**
 * Every change is recorded in the audit log under its author, in the same transaction. All
 * operations throw `journal.unavailable` when the store fails.
 */
export type People = {
  /** Sorted by name, then e-mail. */
  list(): Promise<Person[]>
  find(id: string): Promise<Person | null>
  /** Ignores case. */
  findByEmail(email: string): Promise<Person | null>
  /** Throws `person.exists`. */
  add(person: NewPerson, author: AuditAuthor): Promise<Person>
  /** {@link add} if there are no people yet, else null. */
  addFirst(person: NewPerson, author: AuditAuthor): Promise<Person | null>
  /**
   * Null for an unknown id. Disabling ends all sessions and forgets the browsers. Throws
   * `person.last-admin`, also under concurrent requests.
   */
  change(id: string, change: PersonChange, author: AuditAuthor): Promise<Person | null>
}

type Transactional = { trx: Transaction<Tables>; clock: RawBuilder<number>; author: AuditAuthor }

export function createPeople(database: Database): People {
  const { kysely, clock } = database
  const select = () => selectPeople(kysely)
  const findBy = (column: 'id' | 'email', value: string) =>
    withStoreTimeout(async () => {
      const row = await select().where(column, '=', value).executeTakeFirst()
      return row ? toPerson(row) : null
    })
  const write = <T>(author: AuditAuthor, work: (to: Transactional) => Promise<T>) =>
    withStoreErrors(() => withPeopleLock(database, (trx) => work({ trx, clock, author })))
  return {
    list: () =>
      withStoreTimeout(async () =>
        (await select().orderBy('name').orderBy('email').execute()).map(toPerson),
      ),
    find: (id) => findBy('id', id),
    findByEmail: (email) => findBy('email', email.toLowerCase()),
    add: (person, author) => write(author, (to) => insert(to, person)),
    addFirst: (person, author) =>
      write(author, async (to) => {
        const existing = await to.trx.selectFrom('people').select('id').limit(1).execute()
        return existing.length > 0 ? null : insert(to, person)
      }),
    change: (id, change, author) => write(author, (to) => update(to, id, change)),
  }
}

async function insert({ trx, clock, author }: Transactional, person: NewPerson): Promise<Person> {
  const id = randomUUID()
  const now = new Date().toISOString()
  try {
    const row = await trx
      .insertInto('people')
      .values({
        id,
        created_at: now,
        updated_at: now,
        email: person.email.toLowerCase(),
        email_verified: 0,
        name: person.name,
        two_factor_enabled: 0,
        role: person.role,
        disabled: 0,
        must_change_password: person.mustChangePassword ? 1 : 0,
      })
      .returning(PERSON_COLUMNS)
      .executeTakeFirstOrThrow()
    if (person.passwordHash !== null) {
      await insertPassword(trx, id, person.passwordHash)
    }
    const changes = [
      { field: 'email', from: null, to: row.email },
      { field: 'role', from: null, to: row.role },
    ]
    await appendAudit(trx, clock, { action: 'person.added', author, subject: row, changes })
    return toPerson(row)
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('person.exists', { cause: error })
    throw error
  }
}

async function update(
  { trx, clock, author }: Transactional,
  id: string,
  { name, role, disabled }: PersonChange,
): Promise<Person | null> {
  const before = await selectPeople(trx).where('id', '=', id).executeTakeFirst()
  if (!before) return null
  const after = {
    name: name ?? before.name,
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
  if (after.disabled || !hasPermission(after.role, 'batches.write')) {
    await stopBatchesOf(trx, id, 'not-allowed')
  }
  if (after.disabled) {
    await trx.deleteFrom('sessions').where('person_id', '=', id).execute()
    await trx.deleteFrom('devices').where('person_id', '=', id).execute()
  }
  await trx
    .updateTable('people')
    .set({ ...after, updated_at: new Date().toISOString() })
    .where('id', '=', id)
    .execute()
  for (const { action, changes } of describeUpdate(before, after)) {
    await appendAudit(trx, clock, { action, author, subject: before, changes })
  }
  return toPerson({ ...before, ...after })
}

type Changeable = Pick<PersonRow, 'name' | 'role' | 'disabled'>

/** One audit entry for each field that really changes. */
function describeUpdate(
  before: Changeable,
  after: Changeable,
): { action: AuditAction; changes?: AuditChange[] }[] {
  const changeOf = (field: 'name' | 'role') => [{ field, from: before[field], to: after[field] }]
  return [
    ...(before.name === after.name
      ? []
      : [{ action: 'person.renamed' as const, changes: changeOf('name') }]),
    ...(before.role === after.role
      ? []
      : [{ action: 'person.role-changed' as const, changes: changeOf('role') }]),
    ...(before.disabled === after.disabled
      ? []
      : [{ action: after.disabled ? ('person.disabled' as const) : ('person.enabled' as const) }]),
  ]
}

const isAdmin = ({ role, disabled }: Pick<PeopleTable, 'role' | 'disabled'>) =>
  role === 'admin' && disabled === 0
