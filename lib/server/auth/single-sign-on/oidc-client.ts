import 'server-only'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { Problem } from '@/lib/shared/api/problem'
import { withoutSlash } from '../../db/repositories/people/identities'
import type { ProviderLogout } from '../../db/repositories/people/provider-sessions'
import type { Oidc } from '../../runtime/config'

export type Claims = Readonly<Record<string, unknown>>

/** What a sign-in at the provider must match when the browser returns. */
export type Checks = {
  state: string
  nonce: string
  codeVerifier: string
  /** The person must have signed in at the provider again. */
  isReauthentication: boolean
}

export type OidcClient = {
  /** The address at the provider. Throws `auth.provider-silent`. */
  start(isReauthentication: boolean): Promise<{ url: string; checks: Checks }>
  /** The claims of a verified ID token. Throws when anything does not match. */
  finish(callback: URL, checks: Checks): Promise<Claims>
  /** Throws unless the provider signed this logout token within the last minutes. */
  verifyLogout(token: string): Promise<ProviderLogout & { tokenId: string }>
}

/** Short, because the person sees no progress meanwhile. */
const PROVIDER_TIMEOUT_MS = 8_000
/** After this the provider's addresses and keys are read again. */
const DISCOVERY_MS = 3_600_000
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** Logout tokens are for immediate use; a short life makes recorded ones worthless. */
const LOGOUT_TOKEN_AGE = '2 minutes'

type Discovered = { config: client.Configuration; keys: ReturnType<typeof createRemoteJWKSet> }

/**
 * OpenID Connect with code flow, PKCE, state, nonce and a verified ID token. `redirectUri` is
 * registered with the provider.
 */
export function createOidcClient(oidc: Oidc, redirectUri: string): OidcClient {
  let discovered: { at: number; result: Promise<Discovered> } | null = null

  /** Shared by all requests; a failure is forgotten at once. */
  function discover(): Promise<Discovered> {
    if (discovered && performance.now() - discovered.at < DISCOVERY_MS) return discovered.result
    const result = readConfiguration(oidc)
    discovered = { at: performance.now(), result }
    result.catch(() => {
      discovered = null
    })
    return result
  }

  return {
    async start(isReauthentication) {
      const { config } = await withTimeout(discover()).catch((cause: unknown) => {
        throw new Problem('auth.provider-silent', { cause })
      })
      const codeVerifier = client.randomPKCECodeVerifier()
      const checks = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier,
        isReauthentication,
      }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(isReauthentication && { max_age: '0' }),
      })
      return { url: url.href, checks }
    },
    finish: (callback, { state, nonce, codeVerifier, isReauthentication }) =>
      withTimeout(
        (async () => {
          const { config } = await discover()
          const tokens = await client.authorizationCodeGrant(config, callback, {
            pkceCodeVerifier: codeVerifier,
            expectedState: state,
            expectedNonce: nonce,
            idTokenExpected: true,
            ...(isReauthentication && { maxAge: 0 }),
          })
          return readClaims(config, tokens, oidc.roleClaim)
        })(),
      ),
    async verifyLogout(token) {
      const { config, keys } = await withTimeout(discover())
      const { issuer } = config.serverMetadata()
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: oidc.clientId,
        maxTokenAge: LOGOUT_TOKEN_AGE,
        requiredClaims: ['iat', 'jti', 'events'],
      })
      const { sub, sid, events, nonce, jti } = payload
      const isLogout = typeof events === 'object' && events !== null && LOGOUT_EVENT in events
      // An ID token has a nonce; it must not pass for a logout token.
      if (!isLogout || nonce !== undefined || (sub === undefined && typeof sid !== 'string')) {
        throw new Error('not a logout token')
      }
      return {
        issuer,
        identity: sub === undefined ? null : { issuer, subject: sub },
        sid: typeof sid === 'string' ? sid : null,
        tokenId: String(jti),
      }
    },
  }
}

async function readConfiguration({ issuer, clientId, clientSecret }: Oidc): Promise<Discovered> {
  // A provider's issuer may end with a slash that the setting leaves out, so it is compared here.
  const url = new URL(`${withoutSlash(issuer)}/.well-known/openid-configuration`)
  const execute = [client.enableNonRepudiationChecks]
  // The settings allow http on loopback only.
  if (url.protocol === 'http:') execute.push(client.allowInsecureRequests)
  const authentication = client.ClientSecretBasic(clientSecret)
  const timeout = PROVIDER_TIMEOUT_MS / 1_000
  const options = { execute, timeout }
  const config = await client.discovery(url, clientId, undefined, authentication, options)
  const { issuer: published, jwks_uri: jwksUri } = config.serverMetadata()
  if (withoutSlash(published) !== withoutSlash(issuer)) throw new Error('another issuer')
  if (!jwksUri) throw new Error('the provider publishes no keys')
  return { config, keys: createRemoteJWKSet(new URL(jwksUri)) }
}

/**
 * The claims of the ID token. Providers may send e-mail and role in the user info only; an e-mail
 * address is never combined with the verification of another answer.
 */
async function readClaims(
  config: client.Configuration,
  tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  roleClaim: string | null,
): Promise<Claims> {
  const idToken: (Claims & { sub: string }) | undefined = tokens.claims()
  if (!idToken) throw new Error('the provider sent no ID token')
  const hasEmail = (claims: Claims) =>
    claims.email !== undefined && claims.email_verified !== undefined
  const isComplete = hasEmail(idToken) && (roleClaim === null || idToken[roleClaim] !== undefined)
  if (isComplete || !config.serverMetadata().userinfo_endpoint) return idToken
  const userInfo: Claims = await client.fetchUserInfo(config, tokens.access_token, idToken.sub)
  const { email, email_verified } = hasEmail(idToken) ? idToken : userInfo
  return { ...userInfo, ...idToken, email, email_verified }
}

async function withTimeout<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('auth.provider-silent')), PROVIDER_TIMEOUT_MS)
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    clearTimeout(timer)
  }
}
