import 'server-only'
import { createHash } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import { problems } from '@/lib/shared/api/problems'
import type { Rule, Throttle } from '../db/repositories/throttle'

/** What is guessed at, who it belongs to (an e-mail address, a person's id), and from where. */
export type Guess = { what: 'password' | 'code'; whose: string; source: string }

const SECOND_MS = 1_000
const HOUR_MS = 3_600 * SECOND_MS
/** Somebody who forgot which password it was: five tries, then a second, two, four, up to five minutes. */
const HERE = { free: 5, longestMs: 300 * SECOND_MS, quietMs: 24 * HOUR_MS }
/** One place that tries many accounts. A whole office may share an address, and mistypes now and then. */
const PLACE = { free: 30, longestMs: 300 * SECOND_MS, quietMs: HOUR_MS / 4 }
/** One account tried from many places. A minute at most: its owner, at a new place, waits in the same line. */
const ACCOUNT = { free: 100, longestMs: 60 * SECOND_MS, quietMs: HOUR_MS }
/** A code has a million values, and who guesses at it knows the password already. */
const ACCOUNT_CODE = { free: 10, longestMs: 300 * SECOND_MS, quietMs: 24 * HOUR_MS }
/** Where somebody signed in within this time, no stranger's guesses elsewhere keep them out. */
const KNOWN_MS = 90 * 24 * HOUR_MS
/** An authenticator's code is taken a little early and late: three periods of 30 seconds. */
const CODE_MS = 120 * SECOND_MS

export type Guesses = {
  /**
   * Runs `attempt`, unless too many failed before: then throws `auth.throttled` with the seconds to wait. A 401 counts
   * as a failure, anything else does not.
   */
  slowed<T>(guess: Guess, attempt: () => Promise<T>): Promise<T>
  /** Whether that code is tried for the first time while it is good: whoever looked on cannot use it, too. */
  isFresh(whose: string, code: string): Promise<boolean>
  /** The person got in from there. */
  remember(guess: Pick<Guess, 'whose' | 'source'>): Promise<void>
}

/**
 * Slows guessing per account and place, per place, and per account from all places that never got in. Places where
 * the owner has signed in before are not counted in the last: nobody elsewhere can lock them out.
 */
export function createGuesses(throttle: Throttle): Guesses {
  return {
    async slowed(guess, attempt) {
      const rules = await rulesFor(throttle, guess)
      const waitMs = await throttle.claim(rules)
      if (waitMs > 0) {
        const seconds = Math.ceil(waitMs / SECOND_MS)
        throw new Problem('auth.throttled', { params: { seconds } })
      }
      try {
        const result = await attempt()
        await forgive(throttle, rules)
        return result
      } catch (error) {
        const failed = error instanceof Problem && problems[error.code].status === 401
        if (!failed) await forgive(throttle, rules).catch(() => undefined)
        throw error
      }
    },
    isFresh: (whose, code) => throttle.once(keyOf('spent', whose, code), CODE_MS),
    async remember({ whose, source }) {
      await throttle.mark(keyOf('known', whose, source))
      await throttle.sweep(KNOWN_MS)
    },
  }
}

/** That of account and place comes first. */
async function rulesFor(throttle: Throttle, { what, whose, source }: Guess): Promise<Rule[]> {
  const known = await throttle.isMarked(keyOf('known', whose, source), KNOWN_MS)
  const everywhere = what === 'code' ? ACCOUNT_CODE : ACCOUNT
  return [
    { key: keyOf(what, whose, source), ...HERE },
    { key: keyOf(what, 'place', source), ...PLACE },
    ...(known ? [] : [{ key: keyOf(what, 'account', whose), ...everywhere }]),
  ]
}

async function forgive(throttle: Throttle, [here, ...others]: readonly Rule[]): Promise<void> {
  if (here) await throttle.clear(here.key)
  await throttle.undo(others.map(({ key }) => key))
}

/** As a digest: what is typed into a sign-in form is of any length, and now and then a password. */
const keyOf = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64')
