import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { demoApp } from './demo-app'
import { call, makeRoom, set, start, stopAll } from './testing/calls'

afterEach(stopAll)

it('a restart loses nothing that was acknowledged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-'))
  const file = join(folder, 'rooms.json')
  const first = await start({ file })
  await makeRoom(first, 'kept')
  await Promise.all(
    Array.from({ length: 10 }, (_, at) => set(first, 'kept', { [`k${at}`]: `${at}` })),
  )
  // No close: what counts is what was on disk when the answers came.
  const second = await start({ file })
  const reply = await call(second, 'get_room_metadata', { RoomId: 'kept', Keys: [] })
  expect(reply.Response?.Metadata).toHaveLength(10)
  await rm(folder, { recursive: true })
})

it('a change is told to the webhook, signed by token and time', async () => {
  const heard = new Promise<{ query: URLSearchParams; body: Record<string, unknown> }>((done) => {
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
      const emulator = await start({
        webhook: { url: `http://127.0.0.1:${port}/hook`, token: 'xxxxyyyy' },
      })
      await makeRoom(emulator, 'r')
      await set(emulator, 'r', { a: '1' })
    })
  })
  const { query, body } = await heard
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
