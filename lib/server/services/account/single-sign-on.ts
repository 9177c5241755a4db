import 'server-only'
import { parseCookie } from 'cookie'
import { signInPath, toReturnPath } from '@/lib/shared/access/return-path'
import { Problem } from '@/lib/shared/api/problem'
import type { SingleSignOn } from '../../auth/auth'
import { admit, readIdentity, SsoDenied } from '../../auth/single-sign-on/admit'
import type { Claims } from '../../auth/single-sign-on/oidc-client'
import type { SsoState } from '../../auth/single-sign-on/sso-state'
import type { Config } from '../../runtime/config'
import { completeSignIn, endPreviousSession, type SignInDeps } from './sign-in'

export type SingleSignOnDeps = SignInDeps & { config: Config }

/**
 * Returns the provider's address to send the browser to. Throws `request.not-found` when no
 * provider is configured, `auth.provider-silent` when it does not respond, and `auth.throttled`.
 */
export async function signInWithProvider(
  deps: SingleSignOnDeps,
  { returnTo }: { returnTo?: string },
): Promise<{ url: string }> {
  return { url: await startSingleSignOn(deps, { returnTo, sessionId: null }) }
}

/** With a `sessionId` the person must sign in at the provider again, and confirms that session. */
export async function startSingleSignOn(
  deps: SignInDeps,
  { returnTo, sessionId }: { returnTo?: string; sessionId: string | null },
): Promise<string> {
  const { client, state, startLimit } = requireSingleSignOn(deps)
  startLimit.countStart(deps.identity.clientKey)
  const { url, checks } = await client.start(sessionId !== null)
  const value = await state.encode({ checks, returnTo: toReturnPath(returnTo), sessionId })
  deps.responseHeaders.append('set-cookie', deps.auth.cookies.ssoState(value))
  return url
}

/**
 * Handles the redirect back from the provider: signs the person in, or redirects to sign-in with
 * the reason.
 */
export async function finishSingleSignOn(
  deps: SingleSignOnDeps,
  _: unknown,
  request: Request,
): Promise<Response> {
  const singleSignOn = requireSingleSignOn(deps)
  const { cookies } = deps.auth
  const cookie = parseCookie(deps.identity.headers.get('cookie') ?? '')[cookies.ssoStateName]
  try {
    const state = await singleSignOn.state.decode(cookie)
    if (!state) throw new SsoDenied('other')
    deps.responseHeaders.append('set-cookie', cookies.ssoState(''))
    const callback = new URL(deps.config.origins[0] + new URL(request.url).pathname)
    callback.search = new URL(request.url).search
    const claims = await singleSignOn.client.finish(callback, state.checks)
    return await (state.sessionId === null
      ? finishSignIn(deps, singleSignOn, claims, state)
      : confirmSession(deps, claims, state.sessionId, state.returnTo))
  } catch (error) {
    // A person sees this response, so it is a page and not an error envelope. Strangers can cause
    // it at will, so it is no error of the console.
    const failure = error instanceof SsoDenied ? error.failure : 'other'
    const level = error instanceof SsoDenied ? 'info' : 'warn'
    const source = deps.identity.clientKey
    deps.log[level]({ event: 'not-let-in', ref: deps.ref, failure, source, err: error })
    return redirectTo(`/sign-in?error=${failure}`)
  }
}

async function finishSignIn(
  deps: SingleSignOnDeps,
  { oidc }: SingleSignOn,
  claims: Claims,
  { returnTo }: SsoState,
): Promise<Response> {
  const { auth, identity, log } = deps
  const { people, identities, twoFactorChallenges, cookies } = auth
  const person = await admit({ oidc, people, identities, log }, claims).catch(async (error) => {
    if (error instanceof SsoDenied && error.failure === 'no-role') await endSessionsOf(deps, claims)
    throw error
  })
  const source = { identity: readIdentity(claims), sid: readSessionId(claims) }
  await endPreviousSession(deps)
  if (oidc.secondFactor === 'own' && (await twoFactorChallenges.isRequired(person.id))) {
    const challenge = await twoFactorChallenges.create(person.id, source)
    deps.responseHeaders.append('set-cookie', cookies.pendingTwoFactor(challenge))
    const path = signInPath(returnTo)
    return redirectTo(`${path}${path.includes('?') ? '&' : '?'}step=code`)
  }
  const lifetimeMs = oidc.sessionMs
  const client = { address: identity.address, browser: identity.headers.get('user-agent') }
  const token = await auth.providerSessions.create(person.id, { ...source, lifetimeMs }, client)
  await completeSignIn(deps, token)
  deps.responseHeaders.append('set-cookie', cookies.session(token, lifetimeMs))
  return redirectTo(returnTo)
}

/** A person who lost the role at the provider keeps no earlier session. */
async function endSessionsOf({ auth, realtime }: SignInDeps, claims: Claims): Promise<void> {
  const identity = readIdentity(claims)
  const people = await auth.providerSessions.end({ issuer: identity.issuer, identity, sid: null })
  for (const person of people) realtime.publishSessionsChange(person)
}

/** Confirms the session that started this, if its own person signed in at the provider. */
async function confirmSession(
  { auth, identity }: SingleSignOnDeps,
  claims: Claims,
  sessionId: string,
  returnTo: string,
): Promise<Response> {
  const session = await auth.findSession(identity)
  const personId = await auth.identities.findPerson(readIdentity(claims))
  if (session?.id !== sessionId || session.person.id !== personId) throw new SsoDenied('other')
  await auth.sessions.markAuthenticated(sessionId)
  return redirectTo(returnTo)
}

const readSessionId = ({ sid }: Claims) => (typeof sid === 'string' && sid !== '' ? sid : null)

export function requireSingleSignOn({ auth }: Pick<SignInDeps, 'auth'>): SingleSignOn {
  if (!auth.singleSignOn) throw new Problem('request.not-found')
  return auth.singleSignOn
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { location } })
}
