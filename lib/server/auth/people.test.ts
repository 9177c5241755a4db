import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { author } from '../db/testing/audit-author'
import { isAvailable, kinds } from '../db/testing/databases'
import { ConfigError } from '../runtime/config'
import { openAuth, PASSWORD } from './testing/open-auth'

const rejectionOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Problem ? error.code : error
}

describe.each(kinds)('people on %s', (kind) => {
  const test = it.skipIf(!isAvailable(kind))

  test('adds the admin of the settings once', async () => {
    const { auth, restart, signIn } = await openAuth(kind)
    const admin = { email: 'first@example.com', role: 'admin', disabled: false, lastSeenAt: null }
    expect(await auth.people.list()).toEqual([expect.objectContaining(admin)])
    await restart()
    expect(await auth.people.list()).toHaveLength(1)
    expect(await signIn('first@example.com', PASSWORD)).not.toEqual([])
  })

  test('adds one admin when several replicas start at once', async () => {
    const { database, auth, restart } = await openAuth(kind)
    await database.kysely.deleteFrom('accounts').execute()
    await database.kysely.deleteFrom('people').execute()
    await Promise.all(Array.from({ length: 4 }, restart))
    expect(await auth.people.list()).toHaveLength(1)
  })

  test('refuses to start an empty store without an admin in the settings', async () => {
    const settings = { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' }
    await expect(openAuth(kind, settings)).rejects.toBeInstanceOf(ConfigError)
  })

  test('compares e-mail addresses without regard to case', async () => {
    const { newPerson } = await openAuth(kind)
    await newPerson('editor', 'a@example.com')
    expect(await rejectionOf(newPerson('viewer', 'A@example.COM'))).toBe('person.exists')
  })

  test('keeps the last admin', async () => {
    const { auth, newPerson } = await openAuth(kind)
    const [first] = await auth.people.list()
    const id = first?.id ?? ''
    await newPerson('editor')
    const disabled = await newPerson('admin')
    await auth.people.change(disabled.id, { disabled: true }, author)
    expect(await rejectionOf(auth.people.change(id, { role: 'editor' }, author))).toBe(
      'person.last-admin',
    )
    expect(await rejectionOf(auth.people.change(id, { disabled: true }, author))).toBe(
      'person.last-admin',
    )
    await auth.people.change(disabled.id, { disabled: false }, author)
    expect(await auth.people.change(id, { role: 'viewer' }, author)).toMatchObject({
      role: 'viewer',
    })
    expect(await auth.people.change('unknown', { role: 'viewer' }, author)).toBeNull()
  })

  test('keeps one admin when all are demoted or disabled at once', async () => {
    const { auth, newPerson } = await openAuth(kind)
    for (let at = 0; at < 5; at++) await newPerson('admin', `admin-${at}@example.com`)
    const all = await auth.people.list()
    const results = await Promise.allSettled(
      all.map(({ id }, at) =>
        auth.people.change(id, at % 2 ? { role: 'viewer' } : { disabled: true }, author),
      ),
    )
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    const remaining = await auth.people.list()
    expect(remaining.filter(({ role, disabled }) => role === 'admin' && !disabled)).toHaveLength(1)
  })
})
