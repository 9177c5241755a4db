import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samples, whoMay } from '@/e2e/who-may'
import { type Role, roles } from '@/lib/shared/access/roles'
import { endpoints } from '@/lib/shared/api/contract'
import type { Endpoint } from '@/lib/shared/api/endpoint'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { type Door, engineCalls, KEY, OWN, ROOM, startDoors, stopDoors } from '../testing/endpoints'
import { newPerson, sessionOf } from '../testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

const api = join(import.meta.dirname, '../../../app/api')
/** Every route file there is: `/api/rooms/[slug]` and so on. */
const paths = readdirSync(api, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)route\.tsx?$/.test(file))
  .map((file) => join('/api', file, '..'))
const known = Object.entries(endpoints) as [keyof typeof endpoints, Endpoint][]
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const params = { slug: slugOf(ROOM), id: 'none', path: 'nowhere' }

const entriesAt = (path: string) =>
  known.filter(([, each]) => each.path.replace(/\{(\w+)\}/g, '[$1]') === path)
const filled = (path: string) =>
  path.replace(/\[\W*(\w+)\]/g, (_, name: keyof typeof params) => params[name])
const entryOf = (path: string, method: string) =>
  entriesAt(path).find(([, each]) => each.method === (method === 'HEAD' ? 'GET' : method))

/** One request with a session of its own, so that a sign-out spoils no other. */
async function request(
  path: string,
  method: string,
  by: Role | null,
  headers: Record<string, string> = OWN,
) {
  const door: Door = await import(join(api, path.slice('/api'.length), 'route.ts'))
  const [name] = entryOf(path, method) ?? []
  // Who may not is refused whatever it is that they send, so they send nothing that could be understood.
  const { query, body } = (name && mayUse(by, whoMay[name]) && samples[name]) || {}
  const sent = new Headers(headers)
  if (by !== null) sent.set('cookie', await sessionOf(await personOf(by)))
  const before = engineCalls().length
  const answer = await door[method]?.(
    new Request(`http://localhost:3000${filled(path)}${query ? `?${query}` : ''}`, {
      method,
      headers: sent,
      ...(body && !['GET', 'HEAD'].includes(method) && { body: JSON.stringify(body) }),
    }),
    { params: Promise.resolve(params) },
  )
  if (!answer) throw new Error(`${path} has no ${method}`)
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false
  const text = isJson ? await answer.text() : ''
  if (!isJson) await answer.body?.cancel()
  const parsed = text === '' ? null : envelopeSchema.safeParse(JSON.parse(text))
  const code = parsed?.success ? parsed.data.error.code : null
  return { status: answer.status, code, text, calls: engineCalls().slice(before) }
}

const people = new Map<Role, ReturnType<typeof newPerson>>()
function personOf(role: Role) {
  const person = people.get(role) ?? newPerson(role)
  people.set(role, person)
  return person
}

/** What is said to those who may not. */
const DOORMAN = ['auth.required', 'auth.forbidden', 'request.wrong-origin', 'password.must-change']
const mayUse = (role: Role | null, least: Role | 'anybody') =>
  least === 'anybody' || (role !== null && roles.indexOf(role) >= roles.indexOf(least))

it('every door of the contract has its route, and every route a door', () => {
  const withDoors = new Set(known.map(([, { path }]) => path.replace(/\{(\w+)\}/g, '[$1]')))
  expect(new Set(paths)).toEqual(new Set([...withDoors, '/api/[...path]']))
})

it('a door stands open where the design says so, and nowhere else', () => {
  const open = known.filter(([, { action }]) => action === null).map(([name]) => name)
  expect(open).toEqual(known.map(([name]) => name).filter((name) => whoMay[name] === 'anybody'))
})

const cases = paths.flatMap((path) => methods.map((method) => [method, path] as const))

describe.each([null, ...roles])('as %s', (role) => {
  it.each(cases)('%s %s', async (method, path) => {
    const { status, code, text, calls } = await request(path, method, role)
    const entry = entryOf(path, method)
    if (!entry) {
      const closed = entriesAt(path).some(([name]) => whoMay[name] !== 'anybody')
      const expected = closed && role === null ? 401 : path.includes('...') ? 404 : 405
      expect([status, calls]).toEqual([expected, []])
      return
    }
    const least = whoMay[entry[0]]
    if (mayUse(role, least)) {
      // The second step of signing in has its own reason for this word.
      const ofTheirOwn = least === 'anybody' && code === 'auth.required' && path.includes('verify')
      if (!ofTheirOwn) expect(DOORMAN).not.toContain(code)
      return
    }
    const [refused, reason] = role === null ? [401, 'auth.required'] : [403, 'auth.forbidden']
    expect([status, code, calls]).toEqual([refused, reason, []])
    expect(Object.keys(JSON.parse(text).error).sort()).toEqual(['code', 'message', 'ref'])
  })
})

const writes = known.filter(([name, { method }]) => method !== 'GET' && name !== 'receiveWebhook')
const { 'sec-fetch-site': _, ...plain } = { ...OWN, 'idempotency-key': `${KEY}9` }
const strange: [string, Record<string, string>][] = [
  ['cross-site', { ...plain, 'sec-fetch-site': 'cross-site' }],
  ['same-site', { ...plain, 'sec-fetch-site': 'same-site' }],
  ['none', { ...plain, 'sec-fetch-site': 'none' }],
  [
    'cross-site with our origin',
    { ...plain, 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
  ],
  ['origin null', { ...plain, origin: 'null' }],
  ['another origin', { ...plain, origin: 'https://evil.example' }],
  ['an origin that begins like ours', { ...plain, origin: 'http://localhost:30001' }],
  ['neither header', plain],
]

describe.each(writes.map(([name, { method, path }]) => [name, method, path] as const))(
  'the write %s',
  (_name, method, path) => {
    it.each(strange)('from %s is refused, even an administrator’s', async (_where, headers) => {
      const route = path.replace(/\{(\w+)\}/g, '[$1]')
      const { status, code, calls } = await request(route, method, 'admin', headers)
      expect([status, code, calls]).toEqual([403, 'request.wrong-origin', []])
    })
  },
)
