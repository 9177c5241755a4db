import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { REMOTE_ADDRESS_HEADER } from '../auth/request-identity'
import { createLoadShedding, type LoadSheddingDeps } from './load-shedding'

/** A server with load shedding whose responses the test ends. */
async function startServer() {
  const openResponses: ServerResponse[] = []
  const countedProblems: string[] = []
  const deps = {
    auth: {
      // A cookie is a session, and `ada` is the person of `ada` and `ada elsewhere`.
      identify: (headers: Headers) => ({
        token: headers.get('cookie') || null,
        clientKey: headers.get(REMOTE_ADDRESS_HEADER) ?? 'unknown',
      }),
      personOf: (token: string) => (token.startsWith('ada') ? 'ada' : null),
    },
    log: { debug: () => undefined },
    metrics: { countProblem: (code: string) => countedProblems.push(code) },
  }
  // Other tests can make the event loop lag, so the lag is fixed.
  const { admit } = createLoadShedding(deps as unknown as LoadSheddingDeps, () => false)
  const server = createServer((request, response) => {
    if (admit(request, response)) openResponses.push(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const request = (cookie?: string, path = '/api/rooms', body?: string, address = '192.0.2.1') =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? 'GET' : 'PATCH',
      headers: { ...(cookie && { cookie }), [REMOTE_ADDRESS_HEADER]: address },
      body,
    })
  return { request, openResponses, countedProblems }
}

const waitForCount = async (openResponses: unknown[], count: number) => {
  await expect.poll(() => openResponses.length).toBe(count)
}

it('rejects the 65th concurrent request of a session with Retry-After', async () => {
  const { request, openResponses, countedProblems } = await startServer()
  const accepted = Array.from({ length: 64 }, () => request('ada'))
  await waitForCount(openResponses, 64)
  const rejected = await request('ada', '/api/rooms/r/metadata', '{"changes":[]}')
  const { error } = envelopeSchema.parse(await rejected.json())
  expect([rejected.status, error.code, error.params]).toEqual([
    429,
    'request.too-many',
    { seconds: 1 },
  ])
  expect(rejected.headers.get('retry-after')).toBe('1')
  expect(rejected.headers.get('cache-control')).toBe('no-store')
  expect([openResponses.length, countedProblems]).toEqual([64, ['request.too-many']])
  // A finished request makes room for another.
  openResponses[0]?.end()
  await accepted[0]
  const next = request('ada')
  await waitForCount(openResponses, 65)
  for (const response of openResponses) response.end()
  expect((await next).status).toBe(200)
})

it('still admits other sessions, requests without a session and event streams', async () => {
  const { request, openResponses } = await startServer()
  const accepted = Array.from({ length: 64 }, () => request('ada'))
  await waitForCount(openResponses, 64)
  const others = [request('ben'), request(), request('ada', '/api/rooms/r/events')]
  await waitForCount(openResponses, 67)
  for (const response of openResponses) response.end()
  const responses = await Promise.all([...accepted, ...others])
  expect(responses.every(({ status }) => status === 200)).toBe(true)
})

it('counts all sessions of a person together', async () => {
  const { request, openResponses } = await startServer()
  const accepted = [
    ...Array.from({ length: 32 }, () => request('ada')),
    ...Array.from({ length: 32 }, () => request('ada elsewhere')),
  ]
  await waitForCount(openResponses, 64)
  expect((await request('ada elsewhere')).status).toBe(429)
  for (const response of openResponses) response.end()
  await Promise.all(accepted)
})

it('rejects the 25th concurrent request of strangers at one address, and of no other', async () => {
  const { request, openResponses } = await startServer()
  const accepted = Array.from({ length: 24 }, () => request(undefined, '/sign-in'))
  await waitForCount(openResponses, 24)
  expect((await request(undefined, '/sign-in')).status).toBe(429)
  const admitted = [
    request(undefined, '/sign-in', undefined, '192.0.2.2'),
    request('ben', '/rooms'),
    // Files are cheap, and probes and webhooks come from one address each.
    request(undefined, '/_next/static/chunks/a.js'),
    request(undefined, '/api/health/live'),
    request(undefined, '/api/metrics'),
    request(undefined, '/api/webhooks/live'),
  ]
  await waitForCount(openResponses, 30)
  for (const response of openResponses) response.end()
  const responses = await Promise.all([...accepted, ...admitted])
  expect(responses.every(({ status }) => status === 200)).toBe(true)
})
