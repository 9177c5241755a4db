import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accessMatrix, sampleRequests } from '@/e2e/access-matrix'
import { type Role, roles } from '@/lib/shared/access/roles'
import { endpoints } from '@/lib/shared/api/contract'
import type { Endpoint } from '@/lib/shared/api/endpoint'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { engineCalls, KEY, ROOM, SAME_ORIGIN, setUpEndpoints } from '../testing/endpoints'
import { addPerson, createSessionCookie } from '../testing/people'
import type { RouteHandlers } from '../testing/route-handlers'

setUpEndpoints()

const api = join(import.meta.dirname, '../../../app/api')
/** The paths of all route files, such as `/api/rooms/[slug]`. */
const paths = readdirSync(api, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)route\.tsx?$/.test(file))
  .map((file) => join('/api', file, '..'))
const declaredEndpoints = Object.entries(endpoints) as [keyof typeof endpoints, Endpoint][]
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const params = { slug: toSlug(ROOM), id: 'none', path: 'nowhere' }

const endpointsAt = (path: string) =>
  declaredEndpoints.filter(([, each]) => each.path.replace(/\{(\w+)\}/g, '[$1]') === path)
const fillParams = (path: string) =>
  path.replace(/\[\W*(\w+)\]/g, (_, param: keyof typeof params) => params[param])
const findEndpoint = (path: string, method: string) =>
  endpointsAt(path).find(([, each]) => each.method === (method === 'HEAD' ? 'GET' : method))

/** Sends one request with a session of its own, so that signing out does not affect other tests. */
async function request(
  path: string,
  method: string,
  by: Role | null,
  headers: Record<string, string> = SAME_ORIGIN,
) {
  const routeHandlers: RouteHandlers = await import(
    join(api, path.slice('/api'.length), 'route.ts')
  )
  const [name] = findEndpoint(path, method) ?? []
  // People without access are refused whatever they send, so they send nothing valid.
  const { query, body } = (name && mayUse(by, accessMatrix[name]) && sampleRequests[name]) || {}
  const requestHeaders = new Headers(headers)
  if (by !== null) requestHeaders.set('cookie', await createSessionCookie(await personOf(by)))
  const before = engineCalls().length
  const response = await routeHandlers[method]?.(
    new Request(`http://localhost:3000${fillParams(path)}${query ? `?${query}` : ''}`, {
      method,
      headers: requestHeaders,
      ...(body && !['GET', 'HEAD'].includes(method) && { body: JSON.stringify(body) }),
    }),
    { params: Promise.resolve(params) },
  )
  if (!response) throw new Error(`${path} has no ${method}`)
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  const text = isJson ? await response.text() : ''
  if (!isJson) await response.body?.cancel()
  const parsed = text === '' ? null : envelopeSchema.safeParse(JSON.parse(text))
  const code = parsed?.success ? parsed.data.error.code : null
  return { status: response.status, code, text, calls: engineCalls().slice(before) }
}

const people = new Map<Role, ReturnType<typeof addPerson>>()
function personOf(role: Role) {
  const person = people.get(role) ?? addPerson(role)
  people.set(role, person)
  return person
}

/** Codes of refusals that depend on the person or the origin. */
const ACCESS_CODES = [
  'auth.required',
  'auth.forbidden',
  'request.wrong-origin',
  'password.must-change',
]
const mayUse = (role: Role | null, least: Role | 'public') =>
  least === 'public' || (role !== null && roles.indexOf(role) >= roles.indexOf(least))

it('every endpoint has a route, and every route has an endpoint', () => {
  const endpointPaths = new Set(
    declaredEndpoints.map(([, { path }]) => path.replace(/\{(\w+)\}/g, '[$1]')),
  )
  expect(new Set(paths)).toEqual(new Set([...endpointPaths, '/api/[...path]']))
})

it('exactly the endpoints of the access matrix are public', () => {
  const publicEndpoints = declaredEndpoints
    .filter(([, { action }]) => action === null)
    .map(([name]) => name)
  expect(publicEndpoints).toEqual(
    declaredEndpoints.map(([name]) => name).filter((name) => accessMatrix[name] === 'public'),
  )
})

it.each(paths)('%s has no other methods, and tells so only to a signed-in person', async (path) => {
  const needsSession = endpointsAt(path).some(([name]) => accessMatrix[name] !== 'public')
  const unknownStatus = path.includes('...') ? 404 : 405
  for (const method of methods.filter((method) => !findEndpoint(path, method))) {
    const signedOut = await request(path, method, null)
    const signedIn = await request(path, method, 'viewer')
    expect([method, signedOut.status, signedIn.status]).toEqual([
      method,
      needsSession ? 401 : unknownStatus,
      unknownStatus,
    ])
    expect([...signedOut.calls, ...signedIn.calls]).toEqual([])
  }
})

const cases = paths.flatMap((path) =>
  methods.flatMap((method) => {
    const [name] = findEndpoint(path, method) ?? []
    return name ? [[method, path, name] as const] : []
  }),
)

describe.each([null, ...roles])('as %s', (role) => {
  it.each(cases)('%s %s', async (method, path, name) => {
    const { status, code, text, calls } = await request(path, method, role)
    const least = accessMatrix[name]
    if (mayUse(role, least)) {
      // The second step of signing in returns this code for reasons of its own.
      const isSecondStep = least === 'public' && code === 'auth.required' && path.includes('verify')
      if (!isSecondStep) expect(ACCESS_CODES).not.toContain(code)
      return
    }
    const [expectedStatus, expectedCode] =
      role === null ? [401, 'auth.required'] : [403, 'auth.forbidden']
    expect([status, code, calls]).toEqual([expectedStatus, expectedCode, []])
    expect(Object.keys(JSON.parse(text).error).sort()).toEqual(['code', 'message', 'ref'])
  })
})

/** Other servers sign these requests and send no origin. */
const signedByOthers: string[] = ['receiveWebhook', 'endProviderSessions']
const writes = declaredEndpoints.filter(
  ([name, { method }]) => method !== 'GET' && !signedByOthers.includes(name),
)
const { 'sec-fetch-site': _, ...baseHeaders } = { ...SAME_ORIGIN, 'idempotency-key': `${KEY}9` }
const foreignOrigins: [string, Record<string, string>][] = [
  ['cross-site', { ...baseHeaders, 'sec-fetch-site': 'cross-site' }],
  ['same-site', { ...baseHeaders, 'sec-fetch-site': 'same-site' }],
  ['none', { ...baseHeaders, 'sec-fetch-site': 'none' }],
  [
    'cross-site with our origin',
    { ...baseHeaders, 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
  ],
  ['origin null', { ...baseHeaders, origin: 'null' }],
  ['another origin', { ...baseHeaders, origin: 'https://evil.example' }],
  ['an origin that starts like ours', { ...baseHeaders, origin: 'http://localhost:30001' }],
  ['neither header', baseHeaders],
]

describe.each(writes.map(([name, { method, path }]) => [name, method, path] as const))(
  'the write %s',
  (_name, method, path) => {
    it.each(foreignOrigins)(
      'from %s is refused, even for an administrator',
      async (_where, headers) => {
        const route = path.replace(/\{(\w+)\}/g, '[$1]')
        const { status, code, calls } = await request(route, method, 'admin', headers)
        expect([status, code, calls]).toEqual([403, 'request.wrong-origin', []])
      },
    )
  },
)
