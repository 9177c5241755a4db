import 'server-only'
import { sql } from 'kysely'
import type { Role } from '@/lib/shared/access/roles'
import type { Database } from '../../database'
import { prepareQuery, type ValueOf } from '../../prepared-query'
import { withStoreErrors, withStoreTimeout } from '../../query-errors'

/** A valid session and its person, as of the read. Times are epoch milliseconds. */
export type Session = {
  id: string
  token: string
  createdAt: number
  lastSeenAt: number
  /** Unless it is used before. */
  endsAt: number
  /** How long ago its owner signed in or confirmed who they are, as of the read. */
  authenticatedMsAgo: number
  /** Its absolute end as the sign-in library stores it, and the provider it came from. */
  origin: { expiresAt: string; identity: string | null; providerSession: string | null }
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

/** What its owner may see; the token never leaves the server. */
export type SessionSummary = Pick<Session, 'id' | 'createdAt' | 'lastSeenAt'> & {
  address: string | null
  browser: string | null
}

/** All operations throw `journal.unavailable` when the store fails. */
export type Sessions = {
  /** Null when it is unknown, idle, too old or revoked, or its person is disabled. */
  find(token: string): Promise<Session | null>
  /** Records that it was used now. */
  touch(session: Session): Promise<void>
  /** Records that its owner confirmed now who they are. */
  markAuthenticated(id: string): Promise<void>
  /** Gives a session that replaces another one its end and its provider. */
  inherit(token: string, origin: Session['origin']): Promise<void>
  /** Valid sessions of a person, most recently used first. */
  listOf(person: string): Promise<SessionSummary[]>
  /** False for an unknown session. */
  end(person: string, id: string): Promise<boolean>
  /** All sessions of a person, except one. */
  endAll(person: string, except?: string): Promise<void>
  /** Deletes those past their absolute end. */
  sweep(): Promise<void>
}

/** A session ends after `idleMs` without a request; its absolute end is in its row. */
export function createSessions(database: Database, idleMs: number): Sessions {
  const { kysely, unsynced, clock } = database
  return {
    find: (token) => withStoreTimeout(() => find(database, token, idleMs)),
    touch: ({ id, person }) =>
      withStoreErrors(async () => {
        await unsynced
          .updateTable('sessions')
          .set({ last_seen_at: clock })
          .where('id', '=', id)
          .execute()
        await unsynced
          .updateTable('people')
          .set({ last_seen_at: clock })
          .where('id', '=', person.id)
          .execute()
      }),
    markAuthenticated: (id) =>
      withStoreErrors(async () => {
        await kysely
          .updateTable('sessions')
          .set({ authenticated_at: clock })
          .where('id', '=', id)
          .execute()
      }),
    inherit: (token, { expiresAt, identity, providerSession }) =>
      withStoreErrors(async () => {
        await kysely
          .updateTable('sessions')
          .set({ expires_at: expiresAt, identity, provider_session: providerSession })
          .where('token', '=', token)
          .execute()
      }),
    listOf: (person) => withStoreTimeout(() => listOf(database, person, idleMs)),
    end: (person, id) =>
      withStoreErrors(async () => {
        const { numDeletedRows } = await kysely
          .deleteFrom('sessions')
          .where('person_id', '=', person)
          .where('id', '=', id)
          .executeTakeFirst()
        return numDeletedRows > 0n
      }),
    endAll: (person, except = '') =>
      withStoreErrors(async () => {
        await kysely
          .deleteFrom('sessions')
          .where('person_id', '=', person)
          .where('id', '!=', except)
          .execute()
      }),
    sweep: () =>
      withStoreErrors(async () => {
        // ISO 8601 in UTC with milliseconds sorts as text.
        const now = new Date(await database.now()).toISOString()
        await kysely.deleteFrom('sessions').where('expires_at', '<', now).execute()
      }),
  }
}

/** Every request reads its session. */
const findRow = prepareQuery(({ kysely, clock }, value: ValueOf<{ token: string }>) =>
  kysely
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .select([
      'sessions.id',
      'sessions.token',
      'sessions.created_at',
      'sessions.expires_at',
      'sessions.last_seen_at',
      'sessions.authenticated_at',
      'sessions.identity',
      'sessions.provider_session',
      'people.id as person_id',
      'people.email',
      'people.name',
      'people.role',
      'people.disabled',
      'people.two_factor_enabled',
      'people.must_change_password',
      clock.as('now'),
    ])
    // No parameter in the condition: with one the whole query takes SQLite three times as long.
    .leftJoin('accounts as passwords', (join) =>
      join
        .onRef('passwords.person_id', '=', 'people.id')
        .on('passwords.provider_id', '=', sql.lit('credential')),
    )
    .select('passwords.id as password')
    .where('sessions.token', '=', value('token')),
)

async function find(database: Database, token: string, idleMs: number) {
  const [row] = await findRow(database, { token })
  if (!row || row.disabled) return null
  const times = toTimes(row, idleMs)
  if (times.endsAt <= row.now) return null
  return {
    id: row.id,
    token: row.token,
    ...times,
    authenticatedMsAgo: row.now - (row.authenticated_at ?? times.createdAt),
    origin: {
      expiresAt: row.expires_at,
      identity: row.identity,
      providerSession: row.provider_session,
    },
    person: {
      id: row.person_id,
      email: row.email,
      name: row.name,
      role: row.role,
      secondFactor: row.two_factor_enabled === 1,
      mustChangePassword: row.must_change_password === 1,
      hasPassword: row.password !== null,
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
    .map((row) => ({ ...row, times: toTimes(row, idleMs) }))
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

function toTimes(row: Times, idleMs: number) {
  const createdAt = Date.parse(row.created_at)
  const lastSeenAt = row.last_seen_at ?? createdAt
  return {
    createdAt,
    lastSeenAt,
    endsAt: Math.min(Date.parse(row.expires_at), lastSeenAt + idleMs),
  }
}
