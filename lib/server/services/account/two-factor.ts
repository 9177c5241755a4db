import 'server-only'
import type { AuthResponses } from '@/lib/shared/api/auth-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { authorize } from '../../auth/authorize'
import { callAuth } from '../../auth/better-auth'
import { toCookieHeader } from '../../auth/request-identity'
import type { Session } from '../../db/repositories/people/sessions'
import type { AccountDeps } from './account'
import { withFailureLog } from './failure-log'
import {
  assertOwnCode,
  assertOwnPassword,
  removeWhitespace,
  spendCode,
  withPasswordThrottle,
} from './prove-identity'
import { completeSignIn, type SignInDeps, setCookies } from './sign-in'

type VerifyResult = { headers: Headers; response: { token: string } }
type Done = { done: true }

/** Error codes of better-auth after which the person must enter the password again. */
const PROBLEM_BY_CODE = {
  INVALID_TWO_FACTOR_COOKIE: 'auth.required',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'auth.required',
} as const

/**
 * Completes a sign-in with a code of the authenticator app; each code works once. Throws
 * `auth.wrong-code`, `auth.throttled`, or `auth.required` if the password must be entered again.
 */
export async function verifyCode(
  deps: SignInDeps,
  { code }: { code: string },
): Promise<AuthResponses['verifyCode']> {
  const body = { code: removeWhitespace(code) }
  return verifySecondStep(deps, async (headers, personId) => {
    await spendCode(deps.auth, personId, body.code)
    return deps.auth.betterAuth.api.verifyTOTP({ body, headers, returnHeaders: true })
  })
}

/**
 * Completes a sign-in with a backup code; each code works once. Throws the same problems as {@link
 * verifyCode}.
 */
export async function verifyBackupCode(
  deps: SignInDeps,
  { code }: { code: string },
): Promise<AuthResponses['verifyBackupCode']> {
  const body = { code: removeWhitespace(code) }
  return verifySecondStep(deps, async (headers) => {
    const result = await deps.auth.betterAuth.api.verifyBackupCode({
      body,
      headers,
      returnHeaders: true,
    })
    return { ...result, response: { token: result.response.token ?? '' } }
  })
}

async function verifySecondStep(
  deps: SignInDeps,
  verify: (headers: Headers, personId: string) => Promise<VerifyResult>,
) {
  const { pendingTwoFactor, clientKey, device } = deps.identity
  const { twoFactorChallenges: challenges, providerSessions, singleSignOn } = deps.auth
  const personId = pendingTwoFactor && (await challenges.findPerson(pendingTwoFactor.value))
  if (!pendingTwoFactor || !personId) throw new Problem('auth.required')
  const attempt = { kind: 'code', account: personId, clientKey, device } as const
  const { headers, response } = await withFailureLog(deps, { person: personId }, () =>
    deps.auth.loginThrottle.withThrottle(attempt, () =>
      callAuth(
        'auth.wrong-code',
        () => verify(pendingTwoFactor.headers, personId),
        PROBLEM_BY_CODE,
      ),
    ),
  )
  const source = await challenges.takeSource(pendingTwoFactor.value)
  if (source) {
    // Its provider may end it, and it lasts no longer than without a code.
    const lifetimeMs = singleSignOn?.oidc.sessionMs ?? 0
    await providerSessions.adopt(response.token, { ...source, lifetimeMs })
  }
  setCookies(deps, headers)
  return { person: await completeSignIn(deps, response.token) }
}

/**
 * Starts the setup of two-step verification and returns the secret and the backup codes. It takes
 * effect with {@link confirmSecondFactor}. Throws `request.malformed` if it is on already,
 * `auth.wrong-password` or `auth.throttled`.
 */
export async function enableSecondFactor(
  deps: AccountDeps,
  { password }: { password: string },
): Promise<AuthResponses['enableSecondFactor']> {
  authorize(deps, 'account.change')
  if (deps.session.person.secondFactor) {
    throw new Problem('request.malformed', { params: { field: 'secondFactor' } })
  }
  const { response } = await callWithPassword(deps, (headers) =>
    deps.auth.betterAuth.api.enableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  )
  if (response.method !== 'totp') {
    throw new Error('better-auth enabled a method other than an authenticator app')
  }
  return { totpUri: response.totpURI, backupCodes: response.backupCodes }
}

/**
 * Turns two-step verification on with a first code, and ends the user's other sessions, which were
 * made without it. Throws `auth.wrong-code` or `auth.throttled`.
 */
export async function confirmSecondFactor(
  deps: AccountDeps,
  { code }: { code: string },
): Promise<Done> {
  const { id } = authorize(deps, 'account.change')
  const { auth, identity } = deps
  const { clientKey, device } = identity
  const attempt = { kind: 'code', account: id, clientKey, device } as const
  const body = { code: removeWhitespace(code) }
  const { headers } = await auth.loginThrottle.withThrottle(attempt, async () => {
    await spendCode(auth, id, body.code)
    return callAuth('auth.wrong-code', () =>
      auth.betterAuth.api.verifyTOTP({ body, headers: identity.headers, returnHeaders: true }),
    )
  })
  const replaced = await finishChange(deps, headers)
  await auth.sessions.endAll(id, replaced?.id)
  deps.realtime.publishSessionsChange(id)
  return { done: true }
}

/**
 * Turns two-step verification off; needs the password and a code, so that no open session can do it
 * alone. Throws `auth.wrong-password`, `auth.wrong-code` or `auth.throttled`.
 */
export async function disableSecondFactor(
  deps: AccountDeps,
  { password, code }: { password: string; code: string },
): Promise<Done> {
  authorize(deps, 'account.change')
  await assertOwnPassword(deps, password)
  await assertOwnCode(deps, code)
  const { headers } = await callWithPassword(deps, (requestHeaders) =>
    deps.auth.betterAuth.api.disableTwoFactor({
      body: { password },
      headers: requestHeaders,
      returnHeaders: true,
    }),
  )
  await finishChange(deps, headers)
  deps.realtime.publishSessionsChange(deps.actor.id)
  return { done: true }
}

/** Throttles a call of better-auth that checks the user's password. */
function callWithPassword<T>(
  { auth, session, identity }: AccountDeps,
  call: (headers: Headers) => Promise<T>,
): Promise<T> {
  const attempt = {
    kind: 'password',
    account: session.person.email,
    clientKey: identity.clientKey,
    device: identity.device,
  } as const
  return withPasswordThrottle(auth, attempt, () =>
    callAuth('auth.wrong-password', () => call(identity.headers)),
  )
}

/**
 * Better-auth has replaced the current session: the new one keeps the end and the provider of the
 * old one, and its cookie must be sent.
 */
async function finishChange(deps: AccountDeps, headers: Headers): Promise<Session | null> {
  const { auth, session } = deps
  const { token } = auth.identify(new Headers({ cookie: toCookieHeader(headers.getSetCookie()) }))
  if (token !== null) await auth.sessions.inherit(token, session.origin)
  setCookies(deps, headers)
  deps.log.info({ event: 'second-factor-changed', ref: deps.ref, person: deps.actor.id })
  return token === null ? null : auth.sessions.find(token)
}
