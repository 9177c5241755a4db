import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Role, roles } from '@/lib/shared/access/roles'
import { endpoints } from '@/lib/shared/api/contract'
import type { Endpoint } from '@/lib/shared/api/endpoint'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { consoleUrl } from '../addresses'
import { expect, test } from '../fixtures'
import { addPerson, signIn } from '../people'
import { whoMay } from '../who-may'

const manifest = join(import.meta.dirname, '../../.next/app-path-routes-manifest.json')
/** What the build itself says there is. */
const routes: [file: string, path: string][] = Object.entries(
  JSON.parse(readFileSync(manifest, 'utf8')),
)
const pages = routes.filter(([file]) => file.endsWith('/page')).map(([, path]) => path)
const doors = routes.map(([, path]) => path).filter((path) => path.startsWith('/api/'))
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const known = Object.entries(endpoints) as [keyof typeof endpoints, Endpoint][]

/** What is said to those who may not. */
const DOORMAN = ['auth.required', 'auth.forbidden', 'request.wrong-origin', 'password.must-change']

const filled = (path: string) => path.replace(/\[\W*(\w+)\]/g, 'none')
const entriesAt = (path: string) =>
  known.filter(([, each]) => each.path.replace(/\{(\w+)\}/g, '[$1]') === path)

/** Redirects are not followed, and no more than the head of an answer is waited for: some are streams. */
async function ask(path: string, method: string, cookie: string, body?: object) {
  const over = new AbortController()
  const answer = await fetch(consoleUrl + path, {
    method,
    redirect: 'manual',
    signal: over.signal,
    headers: {
      cookie,
      origin: consoleUrl,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(body && !['GET', 'HEAD'].includes(method) && { body: JSON.stringify(body) }),
  })
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false
  const parsed = isJson && method !== 'HEAD' ? envelopeSchema.safeParse(await answer.json()) : null
  over.abort()
  const code = parsed?.success ? parsed.data.error.code : null
  return { status: answer.status, code, headers: answer.headers }
}

/** Somebody of their own: what is tried here ends sessions. */
async function cookieOf(role: Role | null): Promise<string> {
  if (role === null) return ''
  const { email, password } = await addPerson(role, `access-${role}@example.com`)
  const { cookies } = await signIn(email, password)
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

test('a stranger is sent to sign in from every page, and would come back to it', async () => {
  const closed = pages.filter(
    (path) => !['/sign-in', '/_global-error', '/_not-found'].includes(path),
  )
  expect(closed.length).toBeGreaterThan(5)
  for (const page of closed) {
    const path = filled(page)
    const { status, headers } = await ask(`${path}?a=b%2Fc`, 'GET', '')
    const back = `/sign-in?returnTo=${encodeURIComponent(`${path}?a=b%2Fc`)}`
    expect([page, status, headers.get('location')]).toEqual([page, 307, back])
  }
})

test('a wrong password is told so, and the right one afterwards lets in', async () => {
  const { email, password } = await addPerson('viewer', 'access-typo@example.com')
  const wrong = await ask('/api/auth/sign-in/email', 'POST', '', { email, password: 'mistyped' })
  expect([wrong.status, wrong.code]).toEqual([401, 'auth.wrong-password'])
  expect((await signIn(email, password)).cookies).toHaveLength(1)
})

for (const role of [null, ...roles]) {
  test(`every route × method lets ${role ?? 'a stranger'} do what they may, and no more`, async () => {
    const cookie = await cookieOf(role)
    // Signing out comes last, as nothing can be tried after it.
    const inOrder = [...doors].sort((a, b) => Number(a.includes('out')) - Number(b.includes('out')))
    for (const path of inOrder) {
      for (const method of methods) {
        const [name] =
          entriesAt(path).find(([, each]) => each.method === method.replace('HEAD', 'GET')) ?? []
        const least = name && whoMay[name]
        const may =
          least === 'anybody' || (role && least && roles.indexOf(role) >= roles.indexOf(least))
        // Nothing is in it that could be understood: who may not is told so all the same.
        const answer = await ask(filled(path), method, cookie)
        const told = `${method} ${path}: ${answer.status}`
        if (may) {
          expect(DOORMAN, told).not.toContain(answer.code)
        } else if (name) {
          expect(answer.status, told).toBe(role === null ? 401 : 403)
        } else {
          const closed = entriesAt(path).some(([each]) => whoMay[each] !== 'anybody')
          const nothing = path.includes('...') ? 404 : 405
          expect(answer.status, told).toBe(closed && role === null ? 401 : nothing)
        }
        expect(answer.headers.get('cache-control'), told).toContain('no-store')
      }
    }
  })
}
