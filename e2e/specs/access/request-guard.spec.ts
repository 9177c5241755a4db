import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../../fixtures'
import { cookieHeader } from '../../support/people'
import { sendRaw } from '../../support/raw-http'

const chunks = join(import.meta.dirname, '../../../.next/static/chunks')
const script = readdirSync(chunks).find((name) => name.endsWith('.js')) ?? 'none.js'
/** What every layer responds to: pages, redirects, files, endpoints, and addresses of none. */
const targets = [
  ...['/sign-in', '/rooms', '/rooms/', '//rooms', '/nowhere', '/nowhere/x', '/api', '/api/'],
  ...['/_next/nowhere', '/_next/image?url=%2Ficon.svg&w=64&q=75', '/_next/data/x/rooms.json'],
  ...[`/_next/static/chunks/${script}`, '/_next/static/nowhere.js', '/_next/static/%00', '/_next'],
  ...['/favicon.ico', '/favicon.icoX', '/favicon.ico/x', '/icon.svg', '/icon.svgX', '/icon.svg/x'],
  ...['/robots.txt', '/robots.txt/x', '/api/rooms', '/api/nowhere', '/api/health/live', '/%zz'],
]

const BASE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'TRACE']) {
  test(`every response to ${method} has a policy and the base headers`, async () => {
    for (const target of targets) {
      const { status, headers, body } = await sendRaw(target, [], method)
      const described = `${method} ${target}: ${status}`
      expect(status, described).toBeLessThan(502)
      expect(Object.fromEntries(headers), described).toMatchObject(BASE_HEADERS)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, described).toContain("frame-ancestors 'none'")
      expect(policy.replace("style-src-attr 'unsafe-inline'", ''), described).not.toContain(
        'unsafe',
      )
      // Below /_next/static the policy allows nothing.
      if (!/<html/.test(body) || policy.startsWith("default-src 'none'")) continue
      expect(policy, described).toContain("require-trusted-types-for 'script'")
      const [, nonce = 'none'] = /'nonce-([^']+)'/.exec(policy) ?? []
      const scripts = body.match(/<script\b[^>]*>/g) ?? []
      expect(scripts.length, described).toBeGreaterThan(0)
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
    }
  })
}

test('takes no nonce from the request', async ({ personWithRole }) => {
  const { state } = await personWithRole('editor')
  const headers = ['Content-Security-Policy', 'Content-Security-Policy-Report-Only'].map(
    (name) => `${name}: script-src 'nonce-chosen'`,
  )
  for (const target of ['/rooms', '/_next/nowhere', '/favicon.icoX', '/icon.svg/x', '/sign-in']) {
    const response = await sendRaw(target, [...headers, `Cookie: ${cookieHeader(state)}`])
    expect(response.body, target).not.toContain('chosen')
  }
})

const refused: [target: string, status: number, lines?: string[], method?: string][] = [
  ['/%', 400],
  ['/%ff', 400],
  ['/api/rooms/%C0%AF', 400],
  ['http://evil.example/rooms', 400],
  ['*', 400, [], 'OPTIONS'],
  ['/rooms', 421, ['Host: evil.example']],
  ['/api/rooms', 421, ['Host: evil.example']],
  ['/rooms', 405, [], 'POST'],
  ['/rooms', 405, ['Next-Action: 40'], 'POST'],
  ['/robots.txt', 405, [], 'DELETE'],
  ['/rooms', 501, [], 'PROPFIND'],
  ['/api/rooms', 501, [], 'TRACE'],
  ['/api/rooms', 401, ['X-Middleware-Prefetch: 1']],
  ['/api/rooms', 401, ['Cookie: console.session_token=a; console.session_token=b']],
]
for (const [target, status, lines = [], method = 'GET'] of refused) {
  test(`${method} ${target} ${lines.join(' ')} gets ${status}`, async () => {
    expect((await sendRaw(target, lines, method)).status).toBe(status)
  })
}

test('answers probes at any host', async () => {
  expect((await sendRaw('/api/health/live', ['Host: 10.0.0.7:3000'])).status).toBe(200)
})
