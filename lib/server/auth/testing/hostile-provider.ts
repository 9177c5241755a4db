import 'server-only'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { CLIENT } from './start-oidc-provider'

type Key = Parameters<SignJWT['sign']>[0]
/** What the provider claims about a person; undefined leaves a claim out. */
export type Answer = {
  claims?: JWTPayload
  /** Replaces the signed ID token; null leaves it out. */
  idToken?: string | null
  /** Signs with this key instead of the published one. */
  key?: Key
  alg?: string
  userInfo?: Record<string, unknown>
}

export type HostileProvider = Awaited<ReturnType<typeof startHostileProvider>>

/**
 * An identity provider on loopback that answers the token request with whatever the test says. The
 * published key never changes.
 */
export async function startHostileProvider() {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key', alg: 'RS256', use: 'sig' }
  let answer: Answer = {}
  let nonce = ''

  const sign = ({ claims = {}, key = privateKey, alg = 'RS256' }: Answer) => {
    const now = Math.floor(Date.now() / 1_000)
    const standard = { iss: issuer, aud: CLIENT.id, iat: now, exp: now + 300, nonce }
    return new SignJWT({ ...standard, ...claims }).setProtectedHeader({ alg, kid: 'key' }).sign(key)
  }
  const replies: Record<string, () => Promise<object> | object> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/userinfo`,
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
    }),
    '/jwks': () => ({ keys: [jwk] }),
    '/userinfo': () => answer.userInfo ?? {},
    '/token': async () => {
      const idToken = answer.idToken === undefined ? await sign(answer) : answer.idToken
      const tokens = { access_token: 'not-a-real-token', token_type: 'Bearer', expires_in: 60 }
      return idToken === null ? tokens : { ...tokens, id_token: idToken }
    },
  }
  const server = createServer(async (request, response) => {
    const reply = replies[new URL(request.url ?? '/', 'http://localhost').pathname]
    response.setHeader('content-type', 'application/json')
    response.statusCode = reply ? 200 : 404
    response.end(JSON.stringify(reply ? await reply() : {}))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    issuer,
    sign,
    /** The address to which the browser returns after `startUrl`, with `next` as what follows. */
    respondTo(startUrl: string, next: Answer, query: Record<string, string> = {}): string {
      const { searchParams } = new URL(startUrl)
      nonce = searchParams.get('nonce') ?? ''
      answer = next
      const callback = new URL(searchParams.get('redirect_uri') ?? '')
      const state = searchParams.get('state') ?? ''
      callback.search = String(new URLSearchParams({ code: 'any', state, iss: issuer, ...query }))
      return callback.href
    },
    close: () => new Promise<void>((done) => void server.close(() => done())),
  }
}
