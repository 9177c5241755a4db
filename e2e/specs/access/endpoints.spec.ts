import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Role, roles } from '@/lib/shared/access/roles'
import { endpoints } from '@/lib/shared/api/contract'
import type { Endpoint } from '@/lib/shared/api/endpoint'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { accessMatrix } from '../../access-matrix'
import { expect, test } from '../../fixtures'
import { addPerson, cookieHeader, signIn } from '../../support/people'
import { consoleUrl } from '../../support/test-settings'

const manifest = join(import.meta.dirname, '../../../.next/app-path-routes-manifest.json')
/** The manifest of the build, so that no route is forgotten. */
const routes: [file: string, path: string][] = Object.entries(
  JSON.parse(readFileSync(manifest, 'utf8')),
)
const pages = routes.filter(([file]) => file.endsWith('/page')).map(([, path]) => path)
const apiPaths = routes.map(([, path]) => path).filter((path) => path.startsWith('/api/'))
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const contractEntries = Object.entries(endpoints) as [keyof typeof endpoints, Endpoint][]

/** The error codes of a request that is refused for lack of access. */
const ACCESS_CODES = [
  'auth.required',
  'auth.forbidden',
  'request.wrong-origin',
  'password.must-change',
]

const fillParams = (path: string) => path.replace(/\[\W*(\w+)\]/g, 'none')
const endpointsAt = (path: string) =>
  contractEntries.filter(([, each]) => each.path.replace(/\{(\w+)\}/g, '[$1]') === path)

/** Does not follow redirects, and reads JSON bodies only, because event streams never end. */
async function sendRequest(path: string, method: string, cookie: string, body?: object) {
  const controller = new AbortController()
  const response = await fetch(consoleUrl + path, {
    method,
    redirect: 'manual',
    signal: controller.signal,
    headers: {
      cookie,
      origin: consoleUrl,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(body && !['GET', 'HEAD'].includes(method) && { body: JSON.stringify(body) }),
  })
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  const parsed =
    isJson && method !== 'HEAD' ? envelopeSchema.safeParse(await response.json()) : null
  controller.abort()
  const code = parsed?.success ? parsed.data.error.code : null
  return { status: response.status, code, headers: response.headers }
}

/** Signs in a person whom no other test uses, because these requests end sessions. */
async function signInWithRole(role: Role | null): Promise<string> {
  if (role === null) return ''
  const { email, password } = await addPerson(role, `access-${role}@example.com`)
  return cookieHeader(await signIn(email, password))
}

test('redirects from every page to sign-in and remembers the page', async () => {
  const protectedPages = pages.filter(
    (path) => !['/sign-in', '/_global-error', '/_not-found'].includes(path),
  )
  expect(protectedPages.length).toBeGreaterThan(5)
  for (const page of protectedPages) {
    const path = fillParams(page)
    const { status, headers } = await sendRequest(`${path}?a=b%2Fc`, 'GET', '')
    const signInUrl = `/sign-in?returnTo=${encodeURIComponent(`${path}?a=b%2Fc`)}`
    expect([page, status, headers.get('location')]).toEqual([page, 307, signInUrl])
  }
})

test('refuses a wrong password and accepts the right one afterwards', async () => {
  const { email, password } = await addPerson('viewer', 'access-typo@example.com')
  const credentials = { email, password: 'mistyped' }
  const refused = await sendRequest('/api/auth/sign-in/email', 'POST', '', credentials)
  expect([refused.status, refused.code]).toEqual([401, 'auth.wrong-password'])
  expect((await signIn(email, password)).cookies).toHaveLength(1)
})

/** A method without an endpoint is refused alike in every role, so one role checks these. */
const ROLES_FOR_OTHER_METHODS = [null, 'viewer']

for (const role of [null, ...roles]) {
  const client = role ?? 'a signed-out client'
  test(`every endpoint and method follows the access matrix for ${client}`, async () => {
    const cookie = await signInWithRole(role)
    // Sign-out comes last, because it ends the session.
    const isSignOut = (path: string) => Number(path.includes('out'))
    const orderedPaths = [...apiPaths].sort((a, b) => isSignOut(a) - isSignOut(b))
    for (const path of orderedPaths) {
      for (const method of methods) {
        const [name] =
          endpointsAt(path).find(([, each]) => each.method === method.replace('HEAD', 'GET')) ?? []
        if (!name && !ROLES_FOR_OTHER_METHODS.includes(role)) continue
        const lowestRole = name && accessMatrix[name]
        const isAllowed =
          lowestRole === 'public' ||
          (role && lowestRole && roles.indexOf(role) >= roles.indexOf(lowestRole))
        // Without a body: access is checked before the request is parsed.
        const response = await sendRequest(fillParams(path), method, cookie)
        const description = `${method} ${path}: ${response.status}`
        if (isAllowed) {
          expect(ACCESS_CODES, description).not.toContain(response.code)
        } else if (name) {
          expect(response.status, description).toBe(role === null ? 401 : 403)
        } else {
          const isProtected = endpointsAt(path).some(([each]) => accessMatrix[each] !== 'public')
          const unknownStatus = path.includes('...') ? 404 : 405
          expect(response.status, description).toBe(
            isProtected && role === null ? 401 : unknownStatus,
          )
        }
        expect(response.headers.get('cache-control'), description).toContain('no-store')
      }
    }
  })
}
