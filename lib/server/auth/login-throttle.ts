import 'server-only'
import { createHash } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import { problems } from '@/lib/shared/api/problem-codes'
import type { Devices } from '../db/repositories/people/devices'
import type { Throttle, ThrottleRule } from '../db/repositories/people/throttle'

/** `clientKey` identifies the client's network, `device` its browser by a signed cookie. */
export type Client = { clientKey: string; device: string | null }
/** `account` is an e-mail address or a person's id. */
export type SignInAttempt = Client & { kind: 'password' | 'code'; account: string }

const SECOND_MS = 1_000
const HOUR_MS = 3_600 * SECOND_MS
/** Five free attempts for typing errors, then waits of 1, 2, 4 … seconds, at most five minutes. */
const PER_ACCOUNT_AND_CLIENT = { free: 5, longestMs: 300 * SECOND_MS, quietMs: 24 * HOUR_MS }
/**
 * One client that tries many accounts. A whole office can share an address, so more attempts are
 * free.
 */
const PER_CLIENT = { free: 30, longestMs: 300 * SECOND_MS, quietMs: HOUR_MS / 4 }
/**
 * One account tried by many clients. At most a minute, because the owner on a new network waits as
 * well.
 */
const PER_ACCOUNT = { free: 100, longestMs: 60 * SECOND_MS, quietMs: HOUR_MS }
/** A code has only a million values, and the attacker already knows the password. */
const PER_ACCOUNT_CODES = { free: 10, longestMs: 300 * SECOND_MS, quietMs: 24 * HOUR_MS }
/** For this long after a sign-in, failures of other clients do not slow that client. */
const KNOWN_CLIENT_MS = 90 * 24 * HOUR_MS
/** A code is accepted for three periods of 30 seconds; this covers them all. */
const CODE_VALID_MS = 120 * SECOND_MS

export type LoginThrottle = {
  /**
   * Runs `work`. After too many failures it throws `auth.throttled` with the seconds to wait
   * instead. Only a problem with status 401 counts as a failure.
   */
  withThrottle<T>(attempt: SignInAttempt, work: () => Promise<T>): Promise<T>
  /** False for a code that was used before: an onlooker must not be able to repeat it. */
  isFirstUse(account: string, code: string): Promise<boolean>
  /** Whether the account's owner has signed in from this browser or network before. */
  isKnown(guess: Omit<SignInAttempt, 'kind'>): Promise<boolean>
  /** Records a successful sign-in from this client. */
  rememberClient(client: Pick<SignInAttempt, 'account' | 'clientKey'>): Promise<void>
}

/**
 * Slows down password and code guessing per account and client, per client, and per account. The
 * last two leave out accounts at clients where their owner has signed in before. A browser in which
 * the owner has signed in has a count of its own, so guesses from elsewhere never slow it.
 */
export function createLoginThrottle(
  throttle: Throttle,
  devices: Pick<Devices, 'isKnown'>,
): LoginThrottle {
  const isKnownDevice = async ({ account, device }: Omit<SignInAttempt, 'kind'>) =>
    device !== null && (await devices.isKnown(account, device))

  /**
   * The first rule is that of the account and browser, or of the account and network. It is the only
   * one where the account's owner has signed in before: others cannot keep the owner out.
   */
  async function findRules(attempt: SignInAttempt): Promise<ThrottleRule[]> {
    const { kind, account, clientKey, device } = attempt
    if (await isKnownDevice(attempt)) {
      return [{ key: keyOf(kind, account, 'device', device ?? ''), ...PER_ACCOUNT_AND_CLIENT }]
    }
    const own = { key: keyOf(kind, account, clientKey), ...PER_ACCOUNT_AND_CLIENT }
    if (await isKnownClient(throttle, attempt)) return [own]
    const perAccount = kind === 'code' ? PER_ACCOUNT_CODES : PER_ACCOUNT
    return [
      own,
      { key: keyOf(kind, 'place', clientKey), ...PER_CLIENT },
      { key: keyOf(kind, 'account', account), ...perAccount },
    ]
  }

  return {
    async withThrottle(attempt, work) {
      const rules = await findRules(attempt)
      const waitMs = await throttle.claim(rules)
      if (waitMs > 0) {
        const seconds = Math.ceil(waitMs / SECOND_MS)
        throw new Problem('auth.throttled', { params: { seconds } })
      }
      try {
        const result = await work()
        await reset(throttle, rules)
        return result
      } catch (error) {
        const failed = error instanceof Problem && problems[error.code].status === 401
        if (!failed) await reset(throttle, rules).catch(() => undefined)
        throw error
      }
    },
    isKnown: async (guess) =>
      (await isKnownDevice(guess)) || (await isKnownClient(throttle, guess)),
    isFirstUse: (account, code) => throttle.isFirst(keyOf('spent', account, code), CODE_VALID_MS),
    async rememberClient({ account, clientKey }) {
      await throttle.mark(keyOf('known', account, clientKey))
      await throttle.sweep(KNOWN_CLIENT_MS)
    },
  }
}

const isKnownClient = (
  throttle: Throttle,
  { account, clientKey }: Pick<SignInAttempt, 'account' | 'clientKey'>,
) => throttle.isMarked(keyOf('known', account, clientKey), KNOWN_CLIENT_MS)

async function reset(
  throttle: Throttle,
  [first, ...others]: readonly ThrottleRule[],
): Promise<void> {
  if (first) await throttle.clear(first.key)
  if (others.length > 0) await throttle.undo(others.map(({ key }) => key))
}

/** A digest, because people type passwords into the e-mail field, and input can have any length. */
const keyOf = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64')
