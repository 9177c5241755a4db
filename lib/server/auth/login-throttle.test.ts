import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Database } from '../db/database'
import { createThrottle } from '../db/repositories/throttle'
import { isHere, kinds } from '../db/testing/databases'
import { openTestDatabase } from '../db/testing/store-test'
import { createGuesses, type Guess, type Guesses } from './login-throttle'

const guess = (more: Partial<Guess> = {}): Guess => ({
  what: 'password',
  whose: 'ada@example.com',
  source: '198.51.100.7',
  ...more,
})
const wrong = () => Promise.reject(new Problem('auth.wrong-password'))
const right = () => Promise.resolve('in')

/** What came of a try: `wrong`, `in`, or the seconds to wait. */
async function outcome(guesses: Guesses, of: Guess, attempt: () => Promise<string> = wrong) {
  try {
    return await guesses.slowed(of, attempt)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.code === 'auth.throttled' ? error.details.params?.seconds : 'wrong'
  }
}

async function fail(guesses: Guesses, of: Guess, times: number): Promise<void> {
  for (let at = 0; at < times; at++) expect(await outcome(guesses, of)).toBe('wrong')
}

/** As if that time had passed. */
const pass = ({ kysely }: Database, seconds: number) =>
  sql`update throttle set at = at - ${sql.lit(seconds * 1000)},
    blocked_until = blocked_until - ${sql.lit(seconds * 1000)}`.execute(kysely)

describe.each(kinds)('guessing on %s', (kind) => {
  const test = it.skipIf(!isHere(kind))
  const start = async () => {
    const database = await openTestDatabase(kind)
    // A second one is another replica, or the same after a restart.
    return {
      database,
      guesses: createGuesses(createThrottle(database)),
      other: createGuesses(createThrottle(database)),
    }
  }

  test('is slowed after five tries, twice as long each time, up to five minutes, on every replica', async () => {
    const { database, guesses, other } = await start()
    await fail(guesses, guess(), 6)
    expect(await outcome(other, guess(), right)).toBe(1)
    for (const seconds of [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
      await pass(database, seconds / 2 + 1)
      expect(await outcome(other, guess())).toBe('wrong')
      expect(await outcome(guesses, guess(), right)).toBe(seconds)
      await pass(database, seconds / 2)
      expect(await outcome(guesses, guess(), right)).toBeGreaterThan(0)
    }
    await pass(database, 301)
    expect(await outcome(guesses, guess(), right)).toBe('in')
    await fail(guesses, guess(), 5)
  })

  test('many at once is counted as many', async () => {
    const { guesses } = await start()
    const ended = await Promise.all(Array.from({ length: 40 }, () => outcome(guesses, guess())))
    expect(ended.filter((each) => each === 'wrong')).toHaveLength(6)
  })

  test('in vain while one has to wait makes the wait no longer', async () => {
    const { guesses } = await start()
    await fail(guesses, guess(), 6)
    for (let at = 0; at < 20; at++) expect(await outcome(guesses, guess())).toBe(1)
  })

  test('at many accounts from one place is slowed', async () => {
    const { guesses } = await start()
    for (let at = 0; at < 31; at++) await fail(guesses, guess({ whose: `${at}@example.com` }), 1)
    expect(await outcome(guesses, guess({ whose: 'other@example.com' }), right)).toBe(1)
    expect(await outcome(guesses, guess({ source: '203.0.113.1' }), right)).toBe('in')
  })

  test('at one account from many places is slowed, and keeps nobody out where they have been before', async () => {
    const { database, guesses } = await start()
    await guesses.remember(guess({ source: 'home' }))
    for (let at = 0; at < 101; at++) await fail(guesses, guess({ source: `bot-${at}` }), 1)
    expect(await outcome(guesses, guess({ source: 'bot-new' }))).toBe(1)
    expect(await outcome(guesses, guess({ source: 'home' }), right)).toBe('in')
    expect(await outcome(guesses, guess({ source: 'home' }))).toBe('wrong')
    for (let at = 0; at < 12; at++) {
      await pass(database, 61)
      await fail(guesses, guess({ source: `bot-${at}-again` }), 1)
    }
    // At a place where they never were, the owner waits a minute at the most.
    expect(await outcome(guesses, guess({ source: 'holiday' }), right)).toBe(60)
    await pass(database, 61)
    expect(await outcome(guesses, guess({ source: 'holiday' }), right)).toBe('in')
  })

  test('is not what an office does that mistypes a password now and then', async () => {
    const { database, guesses } = await start()
    for (let at = 0; at < 100; at++) {
      const colleague = guess({ whose: `${at % 20}@example.com` })
      await fail(guesses, colleague, 1)
      expect(await outcome(guesses, colleague, right)).toBe('in')
      await pass(database, 16 * 60)
    }
  })

  test('is not what a failing store does', async () => {
    const { guesses } = await start()
    const failing = () => Promise.reject(new Problem('journal.unavailable'))
    for (let at = 0; at < 20; at++) {
      await expect(guesses.slowed(guess(), failing)).rejects.toThrow('journal.unavailable')
    }
    expect(await outcome(guesses, guess(), right)).toBe('in')
  })

  test('leaves no e-mail address and nothing typed behind', async () => {
    const { database, guesses } = await start()
    await fail(guesses, guess({ whose: 'oops, my password' }), 1)
    const rows = await database.kysely.selectFrom('throttle').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/oops|198\.51/)
  })
})
