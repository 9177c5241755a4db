import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { isHere, kinds } from '../db/testing/databases'
import { openAuth } from './testing/open-auth'

const HOUR_MS = 3_600_000

describe.each(kinds)('a session on %s', (kind) => {
  const test = it.skipIf(!isHere(kind))

  test('tells whose it is, and that of nobody else', async () => {
    const { newPerson, cookiesOf, sessionOf } = await openAuth(kind)
    const editor = await newPerson('editor')
    await newPerson('viewer')
    const session = await sessionOf(await cookiesOf('Editor@Example.com'))
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

  test('is one of its own at each sign-in', async () => {
    const { newPerson, cookiesOf, sessionOf } = await openAuth(kind)
    await newPerson('editor')
    const [one, two] = [
      await cookiesOf('editor@example.com'),
      await cookiesOf('editor@example.com'),
    ]
    expect(one).not.toEqual(two)
    expect((await sessionOf(one))?.id).not.toBe((await sessionOf(two))?.id)
  })

  test('has a cookie that only this host can set, and only over https, where there is https', async () => {
    const { newPerson, cookiesOf, sessionOf } = await openAuth(kind, {
      PUBLIC_ORIGIN: 'https://console.example.com',
    })
    await newPerson('editor')
    const cookies = await cookiesOf('editor@example.com')
    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-console\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
    expect(await sessionOf(cookies)).not.toBeNull()
  })

  test('ends when idle, and at its absolute end however much it is used', async () => {
    const { database, newPerson, cookiesOf, sessionOf } = await openAuth(kind)
    await newPerson('editor')
    const cookies = await cookiesOf('editor@example.com')
    const seen = async (hoursAgo: number) => {
      const at = (await database.now()) - hoursAgo * HOUR_MS
      await database.kysely.updateTable('sessions').set({ last_seen_at: at }).execute()
      return (await sessionOf(cookies)) !== null
    }
    expect([await seen(11.9), await seen(12.1), await seen(0)]).toEqual([true, false, true])
    const expires_at = new Date((await database.now()) - 1).toISOString()
    await database.kysely.updateTable('sessions').set({ expires_at }).execute()
    expect(await seen(0)).toBe(false)
  })

  test('does not outlive its seven days, however its cookie is kept', async () => {
    const { database, newPerson, cookiesOf, sessionOf } = await openAuth(kind)
    await newPerson('editor')
    const cookies = await cookiesOf('editor@example.com')
    expect(cookies[0]).toMatch(/Max-Age=604800/)
    const week = (await database.now()) + 7 * 24 * HOUR_MS
    const session = await sessionOf(cookies)
    const { expires_at } = await database.kysely
      .selectFrom('sessions')
      .select('expires_at')
      .executeTakeFirstOrThrow()
    expect(Math.abs(Date.parse(expires_at) - week)).toBeLessThan(10_000)
    expect(session?.endsAt).toBeLessThan(week)
  })

  test('is over on the next look when revoked, or its person disabled; a role holds at once', async () => {
    const { auth, newPerson, cookiesOf, sessionOf } = await openAuth(kind)
    const { id } = await newPerson('editor')
    const cookies = await cookiesOf('editor@example.com')
    await auth.people.change(id, { role: 'viewer' })
    const session = await sessionOf(cookies)
    expect(session?.person.role).toBe('viewer')
    await auth.sessions.end('somebody else', session?.id ?? '')
    expect(await sessionOf(cookies)).not.toBeNull()
    await auth.sessions.end(id, session?.id ?? '')
    expect(await sessionOf(cookies)).toBeNull()
    const others = await cookiesOf('editor@example.com')
    await auth.people.change(id, { disabled: true })
    expect(await sessionOf(others)).toBeNull()
    await expect(cookiesOf('editor@example.com')).rejects.toThrow()
    await auth.people.change(id, { disabled: false })
    expect(await sessionOf(others)).toBeNull()
    expect(await sessionOf(await cookiesOf('editor@example.com'))).not.toBeNull()
  })

  test('needs the signature of this console: the token alone, as a copy of the store has it, is nothing', async () => {
    const { database, newPerson, cookiesOf, visitor } = await openAuth(kind)
    await newPerson('editor')
    const [cookie = ''] = await cookiesOf('editor@example.com')
    const { token } = await database.kysely
      .selectFrom('sessions')
      .select('token')
      .executeTakeFirstOrThrow()
    expect(visitor([cookie]).token).toBe(token)
    const [name, value = ''] = (cookie.split(';', 1)[0] ?? '').split('=', 2)
    const forged = [
      token,
      `${token}.`,
      `${token}.${'A'.repeat(43)}=`,
      value.replace(/^./, 'x'),
      '%',
      '.',
      '',
    ]
    for (const each of forged) expect(visitor([`${name}=${each}`]).token).toBeNull()
  })

  test('notes its use at most once a minute, and that it cannot fails nobody', async () => {
    const { auth, database, newPerson, cookiesOf, sessionOf } = await openAuth(kind)
    const { id } = await newPerson('editor')
    const cookies = await cookiesOf('editor@example.com')
    const touch = vi.spyOn(auth.sessions, 'touch')
    await sessionOf(cookies)
    expect(touch).not.toHaveBeenCalled()
    const longAgo = (await database.now()) - HOUR_MS
    await database.kysely.updateTable('sessions').set({ last_seen_at: longAgo }).execute()
    touch.mockRejectedValueOnce(new Error('locked'))
    expect(await sessionOf(cookies)).not.toBeNull()
    await vi.waitFor(async () => {
      await sessionOf(cookies)
      expect((await auth.people.find(id))?.lastSeenAt).not.toBeNull()
    })
    expect((await sessionOf(cookies))?.lastSeenAt).toBeGreaterThan(longAgo)
  })

  test('that is past its end is forgotten, and no other', async () => {
    const { auth, database, newPerson, cookiesOf, sessionOf } = await openAuth(kind)
    await newPerson('editor')
    await cookiesOf('editor@example.com')
    const past = new Date((await database.now()) - 1).toISOString()
    await database.kysely.updateTable('sessions').set({ expires_at: past }).execute()
    const cookies = await cookiesOf('editor@example.com')
    await auth.sessions.sweep()
    expect(await sessionOf(cookies)).not.toBeNull()
    const { rows } = await sql`select id from sessions`.execute(database.kysely)
    expect(rows).toHaveLength(1)
  })
})
