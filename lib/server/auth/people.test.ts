import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { isHere, kinds } from '../db/testing/databases'
import { ConfigError } from '../runtime/config'
import { openAuth, PASSWORD } from './testing/open-auth'

const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Problem ? error.code : error
}

describe.each(kinds)('people on %s', (kind) => {
  const test = it.skipIf(!isHere(kind))

  test('begin with the admin of the settings, once and never again', async () => {
    const { auth, again, cookiesOf } = await openAuth(kind)
    const admin = { email: 'first@example.com', role: 'admin', disabled: false, lastSeenAt: null }
    expect(await auth.people.list()).toEqual([expect.objectContaining(admin)])
    await again()
    expect(await auth.people.list()).toHaveLength(1)
    expect(await cookiesOf('first@example.com', PASSWORD)).not.toEqual([])
  })

  test('begin with one admin, however many replicas start at once', async () => {
    const { database, auth, again } = await openAuth(kind)
    await database.kysely.deleteFrom('accounts').execute()
    await database.kysely.deleteFrom('people').execute()
    await Promise.all(Array.from({ length: 4 }, again))
    expect(await auth.people.list()).toHaveLength(1)
  })

  test('cannot begin without an admin', async () => {
    const settings = { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' }
    await expect(openAuth(kind, settings)).rejects.toBeInstanceOf(ConfigError)
  })

  test('have an e-mail address each, in whatever letters', async () => {
    const { newPerson } = await openAuth(kind)
    await newPerson('editor', 'a@example.com')
    expect(await codeOf(newPerson('viewer', 'A@example.COM'))).toBe('person.exists')
  })

  test('keep their last admin, whatever is tried', async () => {
    const { auth, newPerson } = await openAuth(kind)
    const [first] = await auth.people.list()
    const id = first?.id ?? ''
    await newPerson('editor')
    const disabled = await newPerson('admin')
    await auth.people.change(disabled.id, { disabled: true })
    expect(await codeOf(auth.people.change(id, { role: 'editor' }))).toBe('person.last-admin')
    expect(await codeOf(auth.people.change(id, { disabled: true }))).toBe('person.last-admin')
    await auth.people.change(disabled.id, { disabled: false })
    expect(await auth.people.change(id, { role: 'viewer' })).toMatchObject({ role: 'viewer' })
    expect(await auth.people.change('nobody', { role: 'viewer' })).toBeNull()
  })

  test('keep an admin when all of them are demoted or disabled at once', async () => {
    const { auth, newPerson } = await openAuth(kind)
    for (let at = 0; at < 5; at++) await newPerson('admin', `admin-${at}@example.com`)
    const all = await auth.people.list()
    const ended = await Promise.allSettled(
      all.map(({ id }, at) =>
        auth.people.change(id, at % 2 ? { role: 'viewer' } : { disabled: true }),
      ),
    )
    expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    const left = await auth.people.list()
    expect(left.filter(({ role, disabled }) => role === 'admin' && !disabled)).toHaveLength(1)
  })
})
