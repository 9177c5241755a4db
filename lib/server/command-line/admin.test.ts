import { afterEach, describe, expect, test, vi } from 'vitest'
import { createPasswords } from '../auth/passwords/passwords'
import { type DatabaseSettings, openDatabase } from '../db/database'
import { createAuditLog } from '../db/repositories/audit/audit-log'
import { createAccounts } from '../db/repositories/people/accounts'
import { createPeople } from '../db/repositories/people/people'
import { author } from '../db/testing/audit-author'
import { createStoreSettings, isAvailable, kinds } from '../db/testing/databases'
import { SERVER_SETTINGS } from '../testing/server-settings'
import { runAdmin } from './admin'

const EMAIL = 'ada@example.com'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** Runs a command with the settings of a server on this store. */
async function run({ dataDir, databaseUrl = '' }: DatabaseSettings, ...args: string[]) {
  const settings = { ...SERVER_SETTINGS, DATA_DIR: dataDir, DATABASE_URL: databaseUrl }
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  const out = vi.spyOn(console, 'log').mockReturnValue()
  const err = vi.spyOn(console, 'error').mockReturnValue()
  const code = await runAdmin({ args, dir: dataDir })
  return {
    code,
    out: String(out.mock.lastCall?.[0] ?? ''),
    err: String(err.mock.lastCall?.[0] ?? ''),
  }
}

const passwordIn = (text: string) => /^ {2}(\S+)$/m.exec(text)?.[1] ?? ''

/** A server on the store, with one administrator. */
async function openServer(settings: DatabaseSettings) {
  const database = await openDatabase(settings)
  const person = { email: EMAIL, name: 'Ada', role: 'admin', passwordHash: 'old' } as const
  const { id } = await createPeople(database).add(person, author)
  return { database, id }
}

describe.each(kinds)('the command line for administrators on %s', (kind) => {
  const it = test.skipIf(!isAvailable(kind))

  it('resets a password beside the running server, which is audited', async () => {
    const settings = await createStoreSettings(kind)
    const { database, id } = await openServer(settings)
    const messages: string[] = []
    const onGap = vi.fn()
    database.subscribe({ onMessage: (payload) => messages.push(payload), onGap })
    // Only PostgreSQL sends messages between processes; the gap means that this one listens.
    if (kind === 'postgres') await vi.waitFor(() => expect(onGap).toHaveBeenCalled())
    const { code, out } = await run(settings, 'reset-password', 'ADA@example.com')
    expect(code).toBe(0)
    expect(passwordIn(out)).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    if (kind === 'postgres') {
      const message = JSON.stringify({ type: 'sessions', person: id })
      await vi.waitFor(() => expect(messages).toContain(message))
    }
    const stored = (await createAccounts(database).findPasswordHash(id)) ?? ''
    const { verify } = createPasswords(10, async () => undefined)
    expect(await verify(stored, passwordIn(out))).toBe(true)
    const { entries } = await createAuditLog(database).list({ limit: 1 })
    expect(entries).toMatchObject([
      { action: 'person.password-reset', source: 'command-line', by: null, subject: { id } },
    ])
    expect(JSON.stringify(entries)).not.toContain(passwordIn(out))
    await database.close()
  })

  it('adds an administrator while the server is stopped', async () => {
    const settings = await createStoreSettings(kind)
    await (await openServer(settings)).database.close()
    const added = await run(settings, 'create-admin', 'eva@example.com', '伊娃')
    expect([added.code, passwordIn(added.out)]).toEqual([0, expect.stringMatching(/-/)])
    const again = await run(settings, 'create-admin', 'Eva@example.com')
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('exists already')])
    const database = await openDatabase(settings)
    const person = await createPeople(database).findByEmail('eva@example.com')
    expect(person).toMatchObject({ name: '伊娃', role: 'admin', disabled: false })
    await database.close()
  })

  it('lists people without secrets and turns two-step verification off', async () => {
    const settings = await createStoreSettings(kind)
    const { database } = await openServer(settings)
    await database.kysely.updateTable('people').set({ two_factor_enabled: 1 }).execute()
    const before = await run(settings, 'list')
    expect(before.out).toMatch(/^ada@example\.com +admin +never +Ada \(two-step verification\)$/m)
    expect(before.out).not.toContain('old')
    expect((await run(settings, 'turn-off-two-factor', EMAIL)).code).toBe(0)
    expect((await run(settings, 'list')).out).toMatch(/ Ada$/m)
    await database.close()
  })

  it('says what is wrong instead of a stack', async () => {
    const settings = await createStoreSettings(kind)
    await (await openServer(settings)).database.close()
    const unknown = await run(settings, 'reset-password', 'bo@example.com')
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('no person')])
    const invalid = await run(settings, 'create-admin', 'bo')
    expect([invalid.code, invalid.err]).toEqual([1, 'bo is not an email address.'])
    for (const args of [[], ['reset-password'], ['list', 'x'], ['remove', EMAIL]]) {
      const { code, err } = await run(settings, ...args)
      expect([args, code, err.startsWith('Usage: npm run admin')]).toEqual([args, 2, true])
    }
  })
})

test('the command line for administrators creates no store', async () => {
  const { code, err } = await run(await createStoreSettings('embedded'), 'list')
  expect([code, err]).toEqual([1, expect.stringContaining('There is no store')])
})
