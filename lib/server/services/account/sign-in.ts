import 'server-only'
import type { AuthResponses, CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { Problem } from '@/lib/shared/api/problem'
import type { Auth } from '../../auth/auth'
import { callAuth } from '../../auth/better-auth'
import { toCurrentUser } from '../../auth/current-user'
import type { RequestInfo } from '../../http/context'
import type { Realtime } from '../../realtime/realtime'
import type { Log } from '../../runtime/log'
import { withFailureLog } from './failure-log'
import { withPasswordThrottle } from './prove-identity'

export type SignInDeps = RequestInfo & { auth: Auth; realtime: Realtime; log: Log }

/**
 * Checks the password and replaces the current session, if any. With two-step verification the code
 * is still needed. Throws `auth.wrong-password` for an unknown e-mail address too, after about the
 * same time, because better-auth hashes the password in both cases; `auth.throttled` after too many
 * failures.
 */
export async function signIn(
  deps: SignInDeps,
  body: { email: string; password: string },
): Promise<AuthResponses['signIn']> {
  const { auth, identity } = deps
  const attempt = {
    kind: 'password',
    account: body.email.toLowerCase(),
    clientKey: identity.clientKey,
    device: identity.device,
  } as const
  const { headers, response } = await withFailureLog(deps, { email: attempt.account }, () =>
    withPasswordThrottle(auth, attempt, () =>
      callAuth('auth.wrong-password', () =>
        auth.betterAuth.api.signInEmail({ body, headers: identity.headers, returnHeaders: true }),
      ),
    ),
  )
  await endPreviousSession(deps)
  setCookies(deps, headers)
  if ('twoFactorRedirect' in response) return { secondFactor: true, person: null }
  return { secondFactor: false, person: await completeSignIn(deps, response.token) }
}

/**
 * Returns the signed-in user of a new session. Housekeeping and remembering the address run in the
 * background, because their failure must not prevent a sign-in.
 */
export async function completeSignIn(deps: SignInDeps, token: string): Promise<CurrentUser> {
  const { auth, identity, log, ref } = deps
  const session = await auth.sessions.find(token)
  if (!session) throw new Problem('auth.wrong-password')
  const { clientKey } = identity
  log.info({ event: 'signed-in', ref, person: session.person.id, source: clientKey })
  const backgroundTasks = [
    auth.sessions.touch(session),
    auth.sessions.sweep(),
    auth.loginThrottle.rememberClient({ account: session.person.email, clientKey }),
    auth.loginThrottle.rememberClient({ account: session.person.id, clientKey }),
  ]
  for (const task of backgroundTasks) {
    void task.catch((err: unknown) => log.debug({ event: 'sign-in', ref, err }))
  }
  return toCurrentUser(session)
}

/** Ends the current session and its event streams, and removes its cookie. */
export async function signOut(deps: SignInDeps): Promise<{ done: true }> {
  await endPreviousSession(deps)
  const { auth, identity } = deps
  const { headers } = await callAuth('auth.required', () =>
    auth.betterAuth.api.signOut({ headers: identity.headers, returnHeaders: true }),
  )
  setCookies(deps, headers)
  // Pages with data must not come back from the browser's cache. Code of the console removes the rest.
  deps.responseHeaders.set('clear-site-data', '"cache"')
  return { done: true }
}

/** The current session and its user; both null without a session. */
export async function getSession(deps: SignInDeps): Promise<AuthResponses['getSession']> {
  const session = await deps.auth.findSession(deps.identity)
  if (!session) return { person: null, session: null }
  const { id, endsAt } = session
  return { person: toCurrentUser(session), session: { id, expiresAt: toIsoTime(endsAt) } }
}

/** Copies only the cookies of better-auth's response to ours. */
export function setCookies({ responseHeaders }: RequestInfo, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) responseHeaders.append('set-cookie', cookie)
}

/** Ends the session that came with the request, if any, and its event streams. */
export async function endPreviousSession({ auth, identity, realtime }: SignInDeps): Promise<void> {
  const session = await auth.findSession(identity)
  if (!session) return
  await auth.sessions.end(session.person.id, session.id)
  realtime.publishSessionsChange(session.person.id)
}
