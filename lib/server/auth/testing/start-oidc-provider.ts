import 'server-only'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseCookie, stringifyCookie } from 'cookie'
import Provider from 'oidc-provider'
import { cookiesIn } from '../../testing/people'

export const CLIENT = { id: 'live-room-console', secret: 'not-a-real-secret-of-the-client' }

export type Subject = { sub: string; email?: string; name?: string } & Record<string, unknown>

/**
 * An OpenID Connect provider on loopback. Enter the name of a subject to sign in as that subject.
 */
export async function startOidcProvider(redirectUri: string) {
  const subjects = new Map<string, Subject>()
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'role'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['not a real key'] },
    findAccount: (_, id) => {
      const subject = subjects.get(id)
      return subject && { accountId: id, claims: () => subject }
    },
  })
  server.on('request', provider.callback())
  return {
    issuer,
    addSubject: (subject: Subject) => void subjects.set(subject.sub, subject),
    close: () => new Promise<void>((done) => void server.close(() => done())),
  }
}

/** Goes through the provider's pages like a browser and returns the callback URL. */
export async function signInAtProvider(
  address: string,
  sub: string,
  callback: string,
): Promise<string> {
  let [at, cookies] = [address, '']
  for (let hop = 0; hop < 12; hop++) {
    const page = await fetch(at, { headers: { cookie: cookies }, redirect: 'manual' })
    cookies = mergeCookies(cookies, page.headers)
    let next = page.headers.get('location')
    if (!next) {
      const html = await page.text()
      const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(html) ?? []
      const [, action = at] = /action="([^"]+)"/.exec(html) ?? []
      const form = new URLSearchParams({ prompt, login: sub, password: 'any' })
      const init = { method: 'POST', headers: { cookie: cookies }, body: form } as const
      const response = await fetch(new URL(action, at), { ...init, redirect: 'manual' })
      cookies = mergeCookies(cookies, response.headers)
      next = response.headers.get('location')
    }
    if (!next) throw new Error('the provider sends no redirect')
    at = new URL(next, at).href
    if (at.startsWith(callback)) return at
  }
  throw new Error('the provider redirects too often')
}

function mergeCookies(cookies: string, headers: Headers): string {
  return stringifyCookie({ ...parseCookie(cookies), ...parseCookie(cookiesIn(headers)) })
}
