import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { AuditAuthor } from '@/lib/shared/audit/audit-entry'
import type { Database } from '../../database'
import { author } from '../../testing/audit-author'
import { isAvailable, kinds } from '../../testing/databases'
import { storeTest } from '../../testing/store-test'
import { createAuditLog } from '../audit/audit-log'
import { createAccounts } from './accounts'
import { createAdministration } from './administration'
import { createIdentities } from './identities'
import { createPeople } from './people'
import { createTwoFactorChallenges } from './two-factor-challenges'

const COMMAND_LINE: AuditAuthor = { source: 'command-line', by: null }
const identity = { issuer: 'https://id.example', subject: 'subject' }

/** A person with two-step verification, a session of each kind and a sign-in that owes a code. */
async function addBusyPerson(database: Database, passwordHash: string | null) {
  const { kysely } = database
  const email = `${randomUUID()}@example.com`
  const person = await createPeople(database).add(
    { email, name: 'Edo', role: 'editor', passwordHash },
    author,
  )
  const now = new Date().toISOString()
  const dates = { created_at: now, updated_at: now }
  await createIdentities(database).link(identity, person.id)
  const sessions = [null, 'https://id.example subject'].map((from) => ({
    ...dates,
    id: randomUUID(),
    token: randomUUID(),
    person_id: person.id,
    expires_at: now,
    identity: from,
  }))
  await kysely.insertInto('sessions').values(sessions).execute()
  const factor = { id: randomUUID(), person_id: person.id, secret: 'x', backup_codes: 'x' }
  await kysely.insertInto('second_factors').values(factor).execute()
  await kysely.updateTable('people').set({ two_factor_enabled: 1 }).execute()
  const challenges = createTwoFactorChallenges(database)
  const challenge = await challenges.create(person.id, { identity, sid: null })
  return {
    person,
    countSessions: async () => (await kysely.selectFrom('sessions').select('id').execute()).length,
    countFactors: async () =>
      (await kysely.selectFrom('second_factors').select('id').execute()).length,
    isSignInPending: async () => (await challenges.findPerson(challenge)) !== null,
    readFlags: () =>
      kysely
        .selectFrom('people')
        .select(['must_change_password', 'two_factor_enabled'])
        .executeTakeFirst(),
  }
}

describe.each(kinds)('administration of people on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('resets a password, which ends sessions and sign-ins that owe a code', async ({
    database,
  }) => {
    const { person, ...state } = await addBusyPerson(database, 'old')
    const after = await createAdministration(database).resetPassword(person.id, 'new', COMMAND_LINE)
    expect(after).toMatchObject({ id: person.id, twoFactor: true, linked: true })
    expect(await createAccounts(database).findPasswordHash(person.id)).toBe('new')
    expect(await state.readFlags()).toEqual({ must_change_password: 1, two_factor_enabled: 1 })
    expect([await state.countSessions(), await state.isSignInPending()]).toEqual([0, false])
    expect(await state.countFactors()).toBe(1)
    const { entries } = await createAuditLog(database).list({ limit: 1 })
    expect(entries).toMatchObject([
      {
        action: 'person.password-reset',
        source: 'command-line',
        by: null,
        subject: { id: person.id, name: 'Edo' },
        changes: [],
      },
    ])
  })

  it('gives a password to a person who had none', async ({ database }) => {
    const { person } = await addBusyPerson(database, null)
    await createAdministration(database).resetPassword(person.id, 'new', author)
    expect(await createAccounts(database).findPasswordHash(person.id)).toBe('new')
  })

  it('turns two-step verification off and keeps the sessions', async ({ database }) => {
    const { person, ...state } = await addBusyPerson(database, 'old')
    const after = await createAdministration(database).turnOffTwoFactor(person.id, author)
    expect(after?.twoFactor).toBeUndefined()
    expect(await state.readFlags()).toEqual({ must_change_password: 0, two_factor_enabled: 0 })
    expect([await state.countFactors(), await state.isSignInPending()]).toEqual([0, false])
    expect(await state.countSessions()).toBe(2)
  })

  it('unlinks a person and ends the sessions of the provider only', async ({ database }) => {
    const { person, ...state } = await addBusyPerson(database, 'old')
    expect((await createAdministration(database).unlink(person.id, author))?.linked).toBeUndefined()
    expect(await createIdentities(database).findPerson(identity)).toBeNull()
    expect(await state.countSessions()).toBe(1)
  })

  it('records nothing for an unknown id', async ({ database }) => {
    const administration = createAdministration(database)
    expect(await administration.resetPassword('unknown', 'new', author)).toBeNull()
    expect(await administration.turnOffTwoFactor('unknown', author)).toBeNull()
    expect(await administration.endSessions('unknown', author)).toBeNull()
    expect(await administration.unlink('unknown', author)).toBeNull()
    expect((await createAuditLog(database).list({ limit: 1 })).entries).toEqual([])
  })
})
