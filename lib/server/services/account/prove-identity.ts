import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Auth } from '../../auth/auth'
import { callAuth } from '../../auth/better-auth'
import type { SignInAttempt } from '../../auth/login-throttle'
import type { UserRequest } from '../../http/context'
import type { Log } from '../../runtime/log'
import { withFailureLog } from './failure-log'

type Deps = UserRequest & { auth: Auth; log: Log }

/**
 * Runs a password check: throttled, and queued because a hash is expensive. Known people do not wait
 * for strangers. Throws `auth.throttled` or `auth.busy`.
 */
export async function withPasswordThrottle<T>(
  { loginThrottle, hashQueue }: Auth,
  attempt: SignInAttempt,
  work: () => Promise<T>,
): Promise<T> {
  const isKnown = await loginThrottle.isKnown(attempt)
  return hashQueue.run(isKnown, () => loginThrottle.withThrottle(attempt, work))
}

const APP_CODE = /^\d{6}$/

/** Throws `auth.wrong-password` or `auth.throttled`. */
export async function assertOwnPassword(deps: Deps, password: string): Promise<void> {
  const { auth, session, identity } = deps
  const { id, email } = session.person
  const { clientKey, device } = identity
  const attempt = { kind: 'password', account: email, clientKey, device } as const
  await withFailureLog(deps, { person: id }, () =>
    withPasswordThrottle(auth, attempt, async () => {
      const hash = await auth.accounts.findPasswordHash(id)
      const isCorrect = hash !== null && (await auth.passwords.verify(hash, password))
      if (!isCorrect) throw new Problem('auth.wrong-password')
    }),
  )
}

/**
 * Checks a code of the app or a backup code, and spends it. Throws `auth.wrong-code` or
 * `auth.throttled`.
 */
export async function assertOwnCode(deps: Deps, code: string): Promise<void> {
  const { auth, session, identity } = deps
  const { id } = session.person
  const { headers, clientKey, device } = identity
  const body = { code: removeWhitespace(code) }
  const attempt = { kind: 'code', account: id, clientKey, device } as const
  await withFailureLog(deps, { person: id }, () =>
    auth.loginThrottle.withThrottle(attempt, async () => {
      if (!APP_CODE.test(body.code)) {
        return callAuth('auth.wrong-code', () =>
          auth.betterAuth.api.verifyBackupCode({ body, headers }),
        )
      }
      await spendCode(auth, id, body.code)
      return callAuth('auth.wrong-code', () => auth.betterAuth.api.verifyTOTP({ body, headers }))
    }),
  )
}

/** An onlooker must not be able to repeat a code. Throws `auth.wrong-code` for a used one. */
export async function spendCode(auth: Auth, personId: string, code: string): Promise<void> {
  if (!(await auth.loginThrottle.isFirstUse(personId, code))) throw new Problem('auth.wrong-code')
}

/** Apps show the digits in two groups, and people type the space. */
export const removeWhitespace = (code: string) => code.replace(/\s/g, '')
