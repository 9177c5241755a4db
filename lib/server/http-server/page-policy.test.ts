import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { withPagePolicy } from './page-policy'

/** What Next gets to see of a request for `url`, and the policy in the response. */
function open(url: string) {
  let passedOn: IncomingHttpHeaders = {}
  const set = new Map<string, string>()
  const handle = withPagePolicy(async (request) => {
    passedOn = request.headers
  })
  const response = { setHeader: (name: string, value: string) => set.set(name, value) }
  void handle({ url, headers: {} } as IncomingMessage, response as unknown as ServerResponse)
  return { policy: set.get('content-security-policy'), passedOn }
}

it.each([
  '/',
  '/rooms/a~2Fb',
  '/_next/nowhere',
  '/_next/image',
  '/favicon.ico',
  '/favicon.icoX',
  '/icon.svg/x',
  '/apix',
])('the policy of pages covers %s, which may render one', (path) => {
  expect(open(path).policy).toBeDefined()
})

it.each(['/_next/static/chunks/a.js', '/api/rooms'])(
  'the policy of pages leaves out %s',
  (path) => {
    expect(open(path)).toEqual({ policy: undefined, passedOn: {} })
  },
)

it('has a nonce of its own for each page, which Next reads from the request', () => {
  const [first, second] = [open('/rooms'), open('/rooms')]
  expect(first.policy).toMatch(/script-src 'nonce-[\w+/=]{20,}' 'strict-dynamic'/)
  expect(first.policy).toContain("require-trusted-types-for 'script'")
  expect(first.policy).not.toMatch(/script-src[^;]*unsafe|style-src [^;]*unsafe/)
  expect(first.passedOn['content-security-policy']).toBe(first.policy)
  expect(second.policy).not.toBe(first.policy)
})

it('lets a page load images of other servers only encrypted, and nothing else from them', () => {
  const sources = (open('/rooms').policy ?? '').split('; ').map((part) => part.split(' '))
  const withOthers = sources.filter(([, ...list]) =>
    list.some((source) => /^[a-z]+:$/.test(source)),
  )
  expect(withOthers).toEqual([['img-src', "'self'", 'data:', 'https:']])
})

it.each([
  ['/rooms/a?restore=1&to=before', '/rooms/a?restore=1&to=before'],
  ['/rooms?search=%E6%88%BF&_rsc=1x2y', '/rooms?search=%E6%88%BF'],
  ['/rooms?_rsc=1x2y', '/rooms'],
  ['//other.example/rooms', '//other.example/rooms'],
])('passes a page its own path: %s', (url, path) => {
  expect(open(url).passedOn['x-console-path']).toBe(path)
})
