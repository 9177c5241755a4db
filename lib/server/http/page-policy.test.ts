import { NextRequest } from 'next/server'
import { expect, it } from 'vitest'
import { config, proxy } from '@/proxy'

/** Next matches the whole path. */
const isCovered = (path: string) => config.matcher.some((rule) => RegExp(`^${rule}$`).test(path))

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
  expect(isCovered(path)).toBe(true)
})

it.each(['/_next/static/chunks/a.js', '/api/rooms'])(
  'the policy of pages leaves out %s',
  (path) => {
    expect(isCovered(path)).toBe(false)
  },
)

it('has a nonce of its own for each page, and none that the request names', () => {
  const open = () => {
    const headers = { 'content-security-policy': "script-src 'nonce-chosen'" }
    const response = proxy(new NextRequest('http://localhost:3000/rooms', { headers }))
    return {
      policy: response.headers.get('content-security-policy') ?? '',
      // What Next reads the nonce from when it renders the page.
      passedOn: response.headers.get('x-middleware-request-content-security-policy'),
    }
  }
  const [first, second] = [open(), open()]
  expect(first.policy).toMatch(/script-src 'nonce-[\w+/=]{20,}' 'strict-dynamic'/)
  expect(first.policy).not.toContain('chosen')
  expect(first.policy).toContain("require-trusted-types-for 'script'")
  expect(first.policy).not.toMatch(/script-src[^;]*unsafe|style-src [^;]*unsafe/)
  expect(first.passedOn).toBe(first.policy)
  expect(second.policy).not.toBe(first.policy)
})
