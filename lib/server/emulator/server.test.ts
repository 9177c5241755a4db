import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { demoApp } from './demo-app'
import {
  callEmulator,
  createRoom,
  setMetadata,
  startTestEmulator,
  stopEmulators,
} from './testing/call-emulator'

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

it('sends a change to the webhook, signed by token and time', async () => {
  const received = new Promise<{ query: URLSearchParams; body: Record<string, unknown> }>(
    (done) => {
      const server = createServer((request, response) => {
        const parts: Buffer[] = []
        request.on('data', (part: Buffer) => parts.push(part))
        request.on('end', () => {
          response.end('{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}')
          const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
          if (body.CallbackCommand !== 'Live.CallbackAfterSetMetadata') return
          done({ query: new URL(request.url ?? '', 'http://x').searchParams, body })
          server.close()
        })
      })
      server.listen(0, '127.0.0.1', async () => {
        const { port } = server.address() as AddressInfo
        const emulator = await startTestEmulator({
          webhook: { url: `http://127.0.0.1:${port}/hook`, token: 'xxxxyyyy' },
        })
        await createRoom(emulator, 'r')
        await setMetadata(emulator, 'r', { a: '1' })
      })
    },
  )
  const { query, body } = await received
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
