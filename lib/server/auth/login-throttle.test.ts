import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Database } from '../db/database'
import { createDevices } from '../db/repositories/people/devices'
import { createPeople } from '../db/repositories/people/people'
import { createThrottle } from '../db/repositories/people/throttle'
import { author } from '../db/testing/audit-author'
import { isAvailable, kinds } from '../db/testing/databases'
import { openTestDatabase } from '../db/testing/store-test'
import { createLoginThrottle, type LoginThrottle, type SignInAttempt } from './login-throttle'

const attempt = (more: Partial<SignInAttempt> = {}): SignInAttempt => ({
  kind: 'password',
  account: 'ada@example.com',
  clientKey: '198.51.100.7',
  device: null,
  ...more,
})
const failSignIn = () => Promise.reject(new Problem('auth.wrong-password'))
const passSignIn = () => Promise.resolve('in')

/** `wrong`, `in`, or the seconds to wait. */
async function tryOnce(
  throttle: LoginThrottle,
  attempt: SignInAttempt,
  signIn: () => Promise<string> = failSignIn,
) {
  try {
    return await throttle.withThrottle(attempt, signIn)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.code === 'auth.throttled' ? error.details.params?.seconds : 'wrong'
  }
}

async function fail(throttle: LoginThrottle, attempt: SignInAttempt, times: number): Promise<void> {
  for (let at = 0; at < times; at++) expect(await tryOnce(throttle, attempt)).toBe('wrong')
}

/** Moves the stored times back, as if the seconds had passed. */
const passTime = ({ kysely }: Database, seconds: number) =>
  sql`update throttle set at = at - ${sql.lit(seconds * 1000)},
    blocked_until = blocked_until - ${sql.lit(seconds * 1000)}`.execute(kysely)

describe.each(kinds)('login throttle on %s', (kind) => {
  const test = it.skipIf(!isAvailable(kind))
  const start = async () => {
    const database = await openTestDatabase(kind)
    const devices = createDevices(database)
    // The second one stands for another replica, or for this one after a restart.
    return {
      database,
      devices,
      throttle: createLoginThrottle(createThrottle(database), devices),
      other: createLoginThrottle(createThrottle(database), createDevices(database)),
    }
  }

  test('doubles the wait after five failures, up to five minutes, on every replica', async () => {
    const { database, throttle, other } = await start()
    await fail(throttle, attempt(), 6)
    expect(await tryOnce(other, attempt(), passSignIn)).toBe(1)
    for (const seconds of [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
      await passTime(database, seconds / 2 + 1)
      expect(await tryOnce(other, attempt())).toBe('wrong')
      expect(await tryOnce(throttle, attempt(), passSignIn)).toBe(seconds)
      await passTime(database, seconds / 2)
      expect(await tryOnce(throttle, attempt(), passSignIn)).toBeGreaterThan(0)
    }
    await passTime(database, 301)
    expect(await tryOnce(throttle, attempt(), passSignIn)).toBe('in')
    await fail(throttle, attempt(), 5)
  })

  test('counts every one of many attempts at the same time', async () => {
    const { throttle } = await start()
    const results = await Promise.all(
      Array.from({ length: 40 }, () => tryOnce(throttle, attempt())),
    )
    expect(results.filter((result) => result === 'wrong')).toHaveLength(6)
  })

  test('does not extend the wait for attempts during the wait', async () => {
    const { throttle } = await start()
    await fail(throttle, attempt(), 6)
    for (let at = 0; at < 20; at++) expect(await tryOnce(throttle, attempt())).toBe(1)
  })

  test('slows one client that tries many accounts', async () => {
    const { throttle } = await start()
    for (let at = 0; at < 31; at++)
      await fail(throttle, attempt({ account: `${at}@example.com` }), 1)
    expect(await tryOnce(throttle, attempt({ account: 'other@example.com' }), passSignIn)).toBe(1)
    expect(await tryOnce(throttle, attempt({ clientKey: '203.0.113.1' }), passSignIn)).toBe('in')
  })

  test('slows many clients that try one account, but not clients where the owner signed in before', async () => {
    const { database, throttle } = await start()
    await throttle.rememberClient(attempt({ clientKey: 'home' }))
    for (let at = 0; at < 101; at++) await fail(throttle, attempt({ clientKey: `bot-${at}` }), 1)
    expect(await tryOnce(throttle, attempt({ clientKey: 'bot-new' }))).toBe(1)
    expect(await tryOnce(throttle, attempt({ clientKey: 'home' }), passSignIn)).toBe('in')
    expect(await tryOnce(throttle, attempt({ clientKey: 'home' }))).toBe('wrong')
    for (let at = 0; at < 12; at++) {
      await passTime(database, 61)
      await fail(throttle, attempt({ clientKey: `bot-${at}-again` }), 1)
    }
    // On a new network the owner waits at most a minute.
    expect(await tryOnce(throttle, attempt({ clientKey: 'holiday' }), passSignIn)).toBe(60)
    await passTime(database, 61)
    expect(await tryOnce(throttle, attempt({ clientKey: 'holiday' }), passSignIn)).toBe('in')
  })

  test('never slows people at their usual place, whatever others there try', async () => {
    const { database, throttle } = await start()
    const office = { clientKey: 'office' }
    await throttle.rememberClient(attempt(office))
    for (let at = 0; at < 200; at++) {
      const guess = attempt({ ...office, account: `guess-${at}@example.com` })
      // Each guess waits as long as it must, like a patient attacker.
      await passTime(database, 301)
      await tryOnce(throttle, guess)
    }
    for (let at = 0; at < 60; at++) {
      await tryOnce(throttle, attempt({ ...office, account: `more-${at}@example.com` }))
    }
    expect(await tryOnce(throttle, attempt({ ...office, account: 'new@example.com' }))).not.toBe(
      'wrong',
    )
    expect(await tryOnce(throttle, attempt(office), passSignIn)).toBe('in')
    // A person who is new there waits.
    const stranger = attempt({ ...office, account: 'stranger@example.com' })
    expect(await tryOnce(throttle, stranger, passSignIn)).toBeGreaterThan(0)
  })

  test('never slows a browser of the owner, whatever others try at the same address or elsewhere', async () => {
    const { database, devices, throttle, other } = await start()
    const { id } = await createPeople(database).add(
      {
        email: 'ada@example.com',
        name: 'Ada',
        role: 'editor',
        passwordHash: null,
      },
      author,
    )
    const device = await devices.remember(id, null)
    for (let at = 0; at < 40; at++) {
      await passTime(database, 301)
      for (const clientKey of ['198.51.100.7', `bot-${at}`]) {
        await tryOnce(throttle, attempt({ clientKey }))
        await tryOnce(throttle, attempt({ kind: 'code', account: id, clientKey }))
      }
    }
    expect(await tryOnce(other, attempt(), passSignIn)).toBe(300)
    expect(await tryOnce(other, attempt({ device }), passSignIn)).toBe('in')
    const code = { kind: 'code', account: id } as const
    expect(await tryOnce(other, attempt(code), passSignIn)).toBe(300)
    expect(await tryOnce(other, attempt({ ...code, device }), passSignIn)).toBe('in')
    // After 90 days without a sign-in it is a browser like any other.
    await sql`update devices set used_at = used_at - ${91 * 24 * 3_600_000}`.execute(
      database.kysely,
    )
    expect(await tryOnce(other, attempt({ device }), passSignIn)).toBe(300)
  })

  test('does not slow an office where people mistype a password now and then', async () => {
    const { database, throttle } = await start()
    for (let at = 0; at < 100; at++) {
      const colleague = attempt({ account: `${at % 20}@example.com` })
      await fail(throttle, colleague, 1)
      expect(await tryOnce(throttle, colleague, passSignIn)).toBe('in')
      await passTime(database, 16 * 60)
    }
  })

  test('does not count failures of the store', async () => {
    const { throttle } = await start()
    const failing = () => Promise.reject(new Problem('journal.unavailable'))
    for (let at = 0; at < 20; at++) {
      await expect(throttle.withThrottle(attempt(), failing)).rejects.toThrow('journal.unavailable')
    }
    expect(await tryOnce(throttle, attempt(), passSignIn)).toBe('in')
  })

  test('stores neither the e-mail address nor any other input', async () => {
    const { database, throttle } = await start()
    await fail(throttle, attempt({ account: 'oops, my password' }), 1)
    const rows = await database.kysely.selectFrom('throttle').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/oops|198\.51/)
  })
})
