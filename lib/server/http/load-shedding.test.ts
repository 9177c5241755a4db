import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import type { Runtime } from '../runtime/runtime'
import { watchEntrance } from './load-shedding'

/** A server that answers when the test says so, with the entrance watched. */
async function rig() {
  const waiting: ServerResponse[] = []
  const counted: string[] = []
  const server = createServer((_, response) => void waiting.push(response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const parts = {
    config: { port },
    auth: { visitorOf: (headers: Headers) => ({ token: headers.get('cookie') || null }) },
    log: { debug: () => undefined },
    metrics: { problem: (code: string) => counted.push(code) },
  }
  // A machine that is busy with other tests comes late without any crowd.
  watchEntrance(parts as unknown as Runtime, () => false)
  const ask = (cookie?: string, path = '/api/rooms', body?: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? 'GET' : 'PATCH',
      headers: cookie ? { cookie } : {},
      body,
    })
  return { ask, waiting, counted }
}

const isFull = async (waiting: unknown[], count: number) => {
  await expect.poll(() => waiting.length).toBe(count)
}

it('one session has 64 requests under way at the most: more are told when to come back', async () => {
  const { ask, waiting, counted } = await rig()
  const asked = Array.from({ length: 64 }, () => ask('ada'))
  await isFull(waiting, 64)
  const refused = await ask('ada', '/api/rooms/r/metadata', '{"changes":[]}')
  const { error } = envelopeSchema.parse(await refused.json())
  expect([refused.status, error.code, error.params]).toEqual([
    429,
    'request.too-many',
    { seconds: 1 },
  ])
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(refused.headers.get('cache-control')).toBe('no-store')
  expect([waiting.length, counted]).toEqual([64, ['request.too-many']])
  // Each that is done makes room for another.
  waiting[0]?.end()
  await asked[0]
  const next = ask('ada')
  await isFull(waiting, 65)
  for (const response of waiting) response.end()
  expect((await next).status).toBe(200)
})

it('another session, a stranger and a stream are let in all the same', async () => {
  const { ask, waiting } = await rig()
  const asked = Array.from({ length: 64 }, () => ask('ada'))
  await isFull(waiting, 64)
  const others = [ask('ben'), ask(), ask('ada', '/api/rooms/r/events')]
  await isFull(waiting, 67)
  for (const response of waiting) response.end()
  const answers = await Promise.all([...asked, ...others])
  expect(answers.every(({ status }) => status === 200)).toBe(true)
})
