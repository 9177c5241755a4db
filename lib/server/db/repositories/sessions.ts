import 'server-only'
import type { Role } from '@/lib/shared/access/roles'
import type { Database } from '../database'
import { guarded, guardedSoon } from '../failures'

/** A session that counts, with whose it is, as of the moment it was read. Times are epoch milliseconds. */
export type Session = {
  id: string
  token: string
  createdAt: number
  lastSeenAt: number
  /** If nothing is heard of it until then. */
  endsAt: number
  person: {
    id: string
    email: string
    name: string
    role: Role
    secondFactor: boolean
    mustChangePassword: boolean
    hasPassword: boolean
  }
}

/** As its owner may know it; a token never leaves the server. */
export type SessionFacts = Pick<Session, 'id' | 'createdAt' | 'lastSeenAt'> & {
  address: string | null
  browser: string | null
}

/** Everything throws `journal.unavailable` when the store fails. */
export type Sessions = {
  /** Null when it has ended in any way: idle, too old, revoked, or its person is disabled. */
  find(token: string): Promise<Session | null>
  /** Notes that it was used just now. */
  touch(session: Session): Promise<void>
  /** Those of a person that have not ended, used last first. */
  listOf(person: string): Promise<SessionFacts[]>
  /** False where there was none. */
  end(person: string, id: string): Promise<boolean>
  /** All of a person, or all but one. */
  endAll(person: string, except?: string): Promise<void>
  /** Forgets those past their absolute end. */
  sweep(): Promise<void>
}

/** Sessions in the database. `idleMs` without a request end one; the absolute end is in its row. */
export function createSessions(database: Database, idleMs: number): Sessions {
  const { kysely, clock } = database
  return {
    find: (token) => guardedSoon(() => find(database, token, idleMs)),
    touch: ({ id, person }) =>
      guarded(async () => {
        await kysely
          .updateTable('sessions')
          .set({ last_seen_at: clock })
          .where('id', '=', id)
          .execute()
        await kysely
          .updateTable('people')
          .set({ last_seen_at: clock })
          .where('id', '=', person.id)
          .execute()
      }),
    listOf: (person) => guardedSoon(() => listOf(database, person, idleMs)),
    end: (person, id) =>
      guarded(async () => {
        const { numDeletedRows } = await kysely
          .deleteFrom('sessions')
          .where('person_id', '=', person)
          .where('id', '=', id)
          .executeTakeFirst()
        return numDeletedRows > 0n
      }),
    endAll: (person, except = '') =>
      guarded(async () => {
        await kysely
          .deleteFrom('sessions')
          .where('person_id', '=', person)
          .where('id', '!=', except)
          .execute()
      }),
    sweep: () =>
      guarded(async () => {
        // ISO 8601 in UTC with milliseconds: as text in the order of time.
        const now = new Date(await database.now()).toISOString()
        await kysely.deleteFrom('sessions').where('expires_at', '<', now).execute()
      }),
  }
}

async function find({ kysely, clock }: Database, token: string, idleMs: number) {
  const row = await kysely
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .select([
      'sessions.id',
      'sessions.token',
      'sessions.created_at',
      'sessions.expires_at',
      'sessions.last_seen_at',
      'people.id as person_id',
      'people.email',
      'people.name',
      'people.role',
      'people.disabled',
      'people.two_factor_enabled',
      'people.must_change_password',
      clock.as('now'),
    ])
    .select((eb) =>
      eb
        .selectFrom('accounts')
        .select((count) => count.cast<number>(count.fn.countAll(), 'integer').as('passwords'))
        .whereRef('accounts.person_id', '=', 'people.id')
        .where('accounts.provider_id', '=', 'credential')
        .as('passwords'),
    )
    .where('sessions.token', '=', token)
    .executeTakeFirst()
  if (!row || row.disabled) return null
  const times = timesOf(row, idleMs)
  if (times.endsAt <= row.now) return null
  return {
    id: row.id,
    token: row.token,
    ...times,
    person: {
      id: row.person_id,
      email: row.email,
      name: row.name,
      role: row.role,
      secondFactor: row.two_factor_enabled === 1,
      mustChangePassword: row.must_change_password === 1,
      hasPassword: (row.passwords ?? 0) > 0,
    },
  }
}

async function listOf({ kysely, clock }: Database, person: string, idleMs: number) {
  const rows = await kysely
    .selectFrom('sessions')
    .selectAll()
    .select(clock.as('now'))
    .where('person_id', '=', person)
    .execute()
  return rows
    .map((row) => ({ ...row, times: timesOf(row, idleMs) }))
    .filter(({ times, now }) => times.endsAt > now)
    .map(({ id, times: { createdAt, lastSeenAt }, ip_address, user_agent }) => ({
      id,
      createdAt,
      lastSeenAt,
      address: ip_address || null,
      browser: user_agent || null,
    }))
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
}

type Times = { created_at: string; expires_at: string; last_seen_at: number | null }

function timesOf(row: Times, idleMs: number) {
  const createdAt = Date.parse(row.created_at)
  const lastSeenAt = row.last_seen_at ?? createdAt
  return {
    createdAt,
    lastSeenAt,
    endsAt: Math.min(Date.parse(row.expires_at), lastSeenAt + idleMs),
  }
}
