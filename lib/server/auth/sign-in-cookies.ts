import 'server-only'
import { stringifySetCookie } from 'cookie'
import { DEVICE_LIFETIME_MS } from '../db/repositories/people/devices'
import { CHALLENGE_SECONDS } from '../db/repositories/people/two-factor-challenges'
import { cookiePrefixOf } from './request-identity'
import { signValue } from './signed-cookie'
import { SSO_STATE_SECONDS } from './single-sign-on/sso-state'

/** `Set-Cookie` headers in the form of better-auth, which reads the first two. */
export type SignInCookies = {
  session(token: string, lifetimeMs: number): string
  pendingTwoFactor(challenge: string): string
  /** Outlives sessions and sign-out; it gives no access. */
  device(id: string): string
  /** An empty value removes the cookie. */
  ssoState(value: string): string
  readonly ssoStateName: string
}

export function createSignInCookies(origin: string, secret: string): SignInCookies {
  const prefix = cookiePrefixOf(origin)
  const secure = origin.startsWith('https:')
  const create = (name: string, value: string, maxAge: number) =>
    stringifySetCookie(`${prefix}.${name}`, value, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure,
      maxAge,
    })
  return {
    session: (token, lifetimeMs) =>
      create('session_token', signValue(token, secret), Math.floor(lifetimeMs / 1_000)),
    pendingTwoFactor: (challenge) =>
      create('two_factor', signValue(challenge, secret), CHALLENGE_SECONDS),
    device: (id) => create('device', signValue(id, secret), DEVICE_LIFETIME_MS / 1_000),
    ssoState: (value) => create('state', value, value === '' ? 0 : SSO_STATE_SECONDS),
    ssoStateName: `${prefix}.state`,
  }
}
