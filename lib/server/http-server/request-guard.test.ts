import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createRequestGuard } from './request-guard'

const config = { origins: ['https://console.example'], hosts: ['console.example'] } as const
const guard = createRequestGuard({ config })

type Part = { url?: string; method?: string; headers?: IncomingMessage['headers'] }
const createRequest = ({ url = '/rooms', method = 'GET', headers = {} }: Part) =>
  ({ url, method, headers: { host: 'console.example', ...headers } }) as IncomingMessage

/** The problem code of a refused request, null for an accepted one. */
const refusalOf = (part: Part) => guard(createRequest(part)).rejection?.problem.code ?? null

describe('the target of a request', () => {
  it.each(['/', '/rooms/a~2Fb?search=%E6%97%B6', '/rooms?search=%zz', '/api/rooms', '/%E6%97%B6'])(
    'may be %s',
    (url) => expect(refusalOf({ url })).toBeNull(),
  )

  it.each([
    '/%',
    '/%zz',
    '/%ff',
    '/%C0%AF',
    '/%ED%A0%80',
    '/api/rooms/%ff',
    'http://evil.example/rooms',
    'https://console.example/rooms',
    '*',
    '',
  ])('may not be %j', (url) => expect(refusalOf({ url })).toBe('request.malformed'))
})

describe('the Host header', () => {
  it.each(['console.example', 'CONSOLE.example', 'console.example:443'])('may be %s', (host) =>
    expect(refusalOf({ headers: { host } })).toBeNull(),
  )

  it.each([
    'evil.example',
    'console.example.evil.example',
    'console.example:8443',
    'evil.example/console.example',
    'console.example@evil.example',
    'console.example,evil.example',
    '',
    undefined,
  ])('may not be %j', (host) => {
    expect(refusalOf({ headers: { host } })).toBe('request.wrong-host')
  })

  it.each(['/api/health/live', '/api/health/ready', '/api/metrics', '/api/webhooks/live?Sign=a'])(
    'may be anything for %s',
    (url) => expect(refusalOf({ url, headers: { host: '10.0.0.7:3000' } })).toBeNull(),
  )

  it.each(['/api/healthy', '/api/metrics/x', '/api/health/../rooms', '/api/webhooks/live/x'])(
    'is checked for %s',
    (url) => {
      expect(refusalOf({ url, headers: { host: '10.0.0.7:3000' } })).toBe('request.wrong-host')
    },
  )

  it('is not checked without a configured origin', () => {
    const unchecked = createRequestGuard({ config: { ...config, hosts: null } })
    const request = createRequest({ headers: { host: 'evil.example' } })
    expect(unchecked(request).rejection).toBeNull()
  })
})

describe('the method', () => {
  it.each(['GET', 'HEAD'])('%s reads a page', (method) => {
    expect(refusalOf({ method })).toBeNull()
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s does not change a page', (method) => {
    const { rejection } = guard(createRequest({ method, url: '/robots.txt' }))
    expect(rejection?.problem.code).toBe('request.wrong-method')
    expect(rejection?.headers).toEqual({ allow: 'GET, HEAD' })
  })

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s reaches route handlers, which know their own methods',
    (method) => expect(refusalOf({ method, url: '/api/rooms' })).toBeNull(),
  )

  it.each(['TRACE', 'PROPFIND', 'QUERY', 'CONNECT', 'M-SEARCH'])('%s is unknown', (method) => {
    expect(refusalOf({ method })).toBe('request.unknown-method')
    expect(refusalOf({ method, url: '/api/rooms' })).toBe('request.unknown-method')
  })
})

it('drops headers that only Next and the page policy may set', () => {
  const kept = { accept: 'text/html', rsc: '1', 'next-router-prefetch': '1' }
  const request = createRequest({
    headers: {
      ...kept,
      'x-middleware-prefetch': '1',
      'x-middleware-subrequest': 'proxy',
      'x-middleware-request-cookie': 'a=b',
      'next-action': '40',
      'content-security-policy': "script-src 'nonce-guess'",
      'content-security-policy-report-only': "script-src 'nonce-guess'",
      'x-console-path': '/rooms',
    },
  })
  expect(guard(request).rejection).toBeNull()
  expect(request.headers).toEqual({ host: 'console.example', ...kept })
})

describe('a session cookie that comes twice', () => {
  const secure = '__Host-console.session_token'
  const doubled = { cookie: `theme=dark; ${secure}=a; ${secure}=b` }

  it('is refused by endpoints and cleared', () => {
    const { rejection } = guard(createRequest({ url: '/api/rooms', headers: doubled }))
    expect(rejection?.problem.code).toBe('auth.required')
    expect(rejection?.headers).toEqual({
      'set-cookie': [`${secure}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax`],
    })
  })

  it('leaves a page signed out, and is cleared', () => {
    const request = createRequest({ url: '/rooms', headers: { ...doubled } })
    const { rejection, setCookies } = guard(request)
    expect(rejection).toBeNull()
    expect(request.headers.cookie).toBe('theme=dark')
    expect(setCookies).toHaveLength(1)
  })

  it('is cleared on every path and domain that could have set it', () => {
    const http = createRequestGuard({
      config: { origins: ['http://console.corp.example'], hosts: ['console.corp.example'] },
    })
    const name = 'console.session_token'
    const { rejection } = http(
      createRequest({
        url: '/api/rooms?x=/y',
        headers: { host: 'console.corp.example', cookie: `${name}=a;${name}=b` },
      }),
    )
    const cookies = rejection?.headers?.['set-cookie']
    const places = [cookies].flat().map((cookie) => {
      const [, path] = /Path=([^;]+)/.exec(String(cookie)) ?? []
      const [, domain = null] = /Domain=([^;]+)/.exec(String(cookie)) ?? []
      return `${domain} ${path}`
    })
    expect(places).toEqual([
      'null /',
      'null /api',
      'null /api/rooms',
      'console.corp.example /',
      'console.corp.example /api',
      'console.corp.example /api/rooms',
      'corp.example /',
      'corp.example /api',
      'corp.example /api/rooms',
    ])
  })

  it('means either of the sign-in cookies, and no other', () => {
    const pending = '__Host-console.two_factor'
    const cookieOf = (name: string) => ({ cookie: `${name}=a; ${name}=b` })
    expect(refusalOf({ url: '/api/rooms', headers: cookieOf(pending) })).toBe('auth.required')
    expect(refusalOf({ url: '/api/rooms', headers: cookieOf('theme') })).toBeNull()
    const one = { cookie: `${pending}=a; ${secure}=b; console.session_token=c` }
    expect(refusalOf({ url: '/api/rooms', headers: one })).toBeNull()
  })
})
