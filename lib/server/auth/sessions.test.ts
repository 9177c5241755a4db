import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { author } from '../db/testing/audit-author'
import { isAvailable, kinds } from '../db/testing/databases'
import { openAuth } from './testing/open-auth'

const HOUR_MS = 3_600_000

describe.each(kinds)('a session on %s', (kind) => {
  const test = it.skipIf(!isAvailable(kind))

  test('belongs to the person who signed in', async () => {
    const { newPerson, signIn, findSession } = await openAuth(kind)
    const editor = await newPerson('editor')
    await newPerson('viewer')
    const session = await findSession(await signIn('Editor@Example.com'))
    expect(session?.person).toEqual({
      id: editor.id,
      email: 'editor@example.com',
      name: 'Test editor',
      role: 'editor',
      secondFactor: false,
      mustChangePassword: false,
      hasPassword: true,
    })
  })

  test('is a new one at each sign-in', async () => {
    const { newPerson, signIn, findSession } = await openAuth(kind)
    await newPerson('editor')
    const [first, second] = [await signIn('editor@example.com'), await signIn('editor@example.com')]
    expect(first).not.toEqual(second)
    expect((await findSession(first))?.id).not.toBe((await findSession(second))?.id)
  })

  test('has a cookie that only this host can set, over https only, when the origin is https', async () => {
    const { newPerson, signIn, findSession } = await openAuth(kind, {
      PUBLIC_ORIGIN: 'https://console.example.com',
    })
    await newPerson('editor')
    const cookies = await signIn('editor@example.com')
    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-console\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
    expect(await findSession(cookies)).not.toBeNull()
  })

  test('ends when idle, and at its absolute end even while in use', async () => {
    const { database, newPerson, signIn, findSession } = await openAuth(kind)
    await newPerson('editor')
    const cookies = await signIn('editor@example.com')
    const isValidAfter = async (hoursAgo: number) => {
      const at = (await database.now()) - hoursAgo * HOUR_MS
      await database.kysely.updateTable('sessions').set({ last_seen_at: at }).execute()
      return (await findSession(cookies)) !== null
    }
    expect([await isValidAfter(11.9), await isValidAfter(12.1), await isValidAfter(0)]).toEqual([
      true,
      false,
      true,
    ])
    const expires_at = new Date((await database.now()) - 1).toISOString()
    await database.kysely.updateTable('sessions').set({ expires_at }).execute()
    expect(await isValidAfter(0)).toBe(false)
  })

  test('ends after seven days, and so does its cookie', async () => {
    const { database, newPerson, signIn, findSession } = await openAuth(kind)
    await newPerson('editor')
    const startedAt = Date.now()
    const cookies = await signIn('editor@example.com')
    expect(cookies[0]).toMatch(/Max-Age=604800/)
    const week = 7 * 24 * HOUR_MS
    const session = await findSession(cookies)
    const { expires_at } = await database.kysely
      .selectFrom('sessions')
      .select('expires_at')
      .executeTakeFirstOrThrow()
    const expiresAt = Date.parse(expires_at)
    expect(expiresAt).toBeGreaterThanOrEqual(startedAt + week)
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + week)
    expect(session?.endsAt).toBeLessThan(expiresAt)
  })

  test('ends at once when it is revoked or the person is disabled, and uses a new role at once', async () => {
    const { auth, newPerson, signIn, findSession } = await openAuth(kind)
    const { id } = await newPerson('editor')
    const cookies = await signIn('editor@example.com')
    await auth.people.change(id, { role: 'viewer' }, author)
    const session = await findSession(cookies)
    expect(session?.person.role).toBe('viewer')
    await auth.sessions.end('another person', session?.id ?? '')
    expect(await findSession(cookies)).not.toBeNull()
    await auth.sessions.end(id, session?.id ?? '')
    expect(await findSession(cookies)).toBeNull()
    const laterCookies = await signIn('editor@example.com')
    await auth.people.change(id, { disabled: true }, author)
    expect(await findSession(laterCookies)).toBeNull()
    await expect(signIn('editor@example.com')).rejects.toThrow()
    await auth.people.change(id, { disabled: false }, author)
    expect(await findSession(laterCookies)).toBeNull()
    expect(await findSession(await signIn('editor@example.com'))).not.toBeNull()
  })

  test('needs our signature in the cookie: the token from a copy of the store is not enough', async () => {
    const { database, newPerson, signIn, identify } = await openAuth(kind)
    await newPerson('editor')
    const [cookie = ''] = await signIn('editor@example.com')
    const { token } = await database.kysely
      .selectFrom('sessions')
      .select('token')
      .executeTakeFirstOrThrow()
    expect(identify([cookie]).token).toBe(token)
    const [name, value = ''] = (cookie.split(';', 1)[0] ?? '').split('=', 2)
    const forged = [
      token,
      `${token}.`,
      `${token}.${'A'.repeat(43)}=`,
      value.replace(/^./, (first) => (first === 'x' ? 'y' : 'x')),
      '%',
      '.',
      '',
    ]
    for (const forgedValue of forged) expect(identify([`${name}=${forgedValue}`]).token).toBeNull()
  })

  test('records its use at most once a minute, and stays valid when that fails', async () => {
    const { auth, database, newPerson, signIn, findSession } = await openAuth(kind)
    const { id } = await newPerson('editor')
    const cookies = await signIn('editor@example.com')
    const touch = vi.spyOn(auth.sessions, 'touch')
    await findSession(cookies)
    expect(touch).not.toHaveBeenCalled()
    const longAgo = (await database.now()) - HOUR_MS
    await database.kysely.updateTable('sessions').set({ last_seen_at: longAgo }).execute()
    touch.mockRejectedValueOnce(new Error('locked'))
    expect(await findSession(cookies)).not.toBeNull()
    await vi.waitFor(async () => {
      await findSession(cookies)
      expect((await auth.people.find(id))?.lastSeenAt).not.toBeNull()
    })
    expect((await findSession(cookies))?.lastSeenAt).toBeGreaterThan(longAgo)
  })

  test('is deleted after its end, and no other session is', async () => {
    const { auth, database, newPerson, signIn, findSession } = await openAuth(kind)
    await newPerson('editor')
    await signIn('editor@example.com')
    const past = new Date((await database.now()) - 1).toISOString()
    await database.kysely.updateTable('sessions').set({ expires_at: past }).execute()
    const cookies = await signIn('editor@example.com')
    await auth.sessions.sweep()
    expect(await findSession(cookies)).not.toBeNull()
    const { rows } = await sql`select id from sessions`.execute(database.kysely)
    expect(rows).toHaveLength(1)
  })
})
