import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { demoApp } from './demo-app'
import {
  callEmulator,
  createRoom,
  setMetadata,
  startTestEmulator,
  stopEmulators,
} from './testing/call-emulator'
import type { WebhookTarget } from './webhooks'

afterEach(stopEmulators)

it('keeps every acknowledged write across a restart', async () => {
  const file = join(createTempFolder('emulator'), 'rooms.json')
  const first = await startTestEmulator({ file })
  await createRoom(first, 'kept')
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      setMetadata(first, 'kept', { [`k${index}`]: `${index}` }),
    ),
  )
  // The first one stays open: only what was on disk when its replies came counts.
  const second = await startTestEmulator({ file })
  const reply = await callEmulator(second, 'get_room_metadata', { RoomId: 'kept', Keys: [] })
  expect(reply.Response?.Metadata).toHaveLength(10)
})

type Delivery = { query: URLSearchParams; type: string; body: Record<string, unknown> }

/** Collects the webhooks about metadata that arrive after a change, until there are `count`. */
async function receiveWebhooks(count: number, target: Partial<WebhookTarget> = {}) {
  const deliveries: Delivery[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      response.end('{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}')
      const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
      if (body.CallbackCommand !== 'Live.CallbackAfterSetMetadata') return
      const query = new URL(request.url ?? '', 'http://x').searchParams
      deliveries.push({ query, type: request.headers['content-type'] ?? '', body })
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/hook`
  const emulator = await startTestEmulator({ webhook: { url, token: 'xxxxyyyy', ...target } })
  await createRoom(emulator, 'r')
  await setMetadata(emulator, 'r', { a: '1' })
  await vi.waitFor(() => expect(deliveries).toHaveLength(count))
  server.close()
  return deliveries
}

it('delivers a webhook as often and as the type of content that is chosen', async () => {
  const [first, second] = await receiveWebhooks(2, { deliveries: 2, contentType: 'text/plain' })
  expect(second).toEqual(first)
  expect(first?.type).toBe('text/plain')
})

it('sends a change to the webhook, signed by token and time', async () => {
  const [received] = await receiveWebhooks(1)
  if (!received) throw new Error('no webhook')
  const { query, body } = received
  expect(body).toMatchObject({
    RoomId: 'r',
    Operator_Account: demoApp.identifier,
    Metadata: [{ Key: 'a', Value: '1' }],
  })
  const sign = createHash('sha256')
    .update(`xxxxyyyy${query.get('RequestTime')}`)
    .digest('hex')
  expect([query.get('SdkAppid'), query.get('Sign')]).toEqual([String(demoApp.sdkAppId), sign])
})
