import 'server-only'
import { createRequire } from 'node:module'
import { expect } from 'vitest'
import { demoApp } from '../demo-app'
import { type Emulator, type EmulatorOptions, startEmulator } from '../server'

const { Api } = createRequire(import.meta.url)('tls-sig-api-v2') as {
  Api: new (appId: number, key: string) => { genSig(identifier: string, expire: number): string }
}

const running: Emulator[] = []

/** Ends what a test has started; to be called after each. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()))
}

export async function start(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ ...demoApp, ...options })
  running.push(emulator)
  return emulator
}

type Envelope = {
  ErrorCode: number
  ActionStatus: string
  RequestId?: string
  Response?: Record<string, unknown>
}
export type Twist = {
  method?: string
  path?: string
  query?: Record<string, string>
  body?: string
}

export const sign = (
  identifier: string = demoApp.identifier,
  key: string = demoApp.secretKey,
  appId: number = demoApp.sdkAppId,
) => new Api(appId, key).genSig(identifier, 3_600)

/** One call signed by the vendor's own package; `twist` makes it wrong. */
export async function call(
  emulator: Emulator,
  command: string,
  body: object,
  twist: Twist = {},
): Promise<Envelope> {
  const query = {
    sdkappid: String(demoApp.sdkAppId),
    identifier: demoApp.identifier,
    usersig: sign(),
    random: '42',
    contenttype: 'json',
    ...twist.query,
  }
  const path = twist.path ?? `/v4/live_engine_http_srv/${command}`
  const method = twist.method ?? 'POST'
  const response = await fetch(`${emulator.url}${path}?${new URLSearchParams(query)}`, {
    method,
    body: method === 'GET' ? undefined : (twist.body ?? JSON.stringify(body)),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Envelope
}

export async function makeRoom(emulator: Emulator, RoomId: string, more: object = {}) {
  const reply = await call(emulator, 'create_room', {
    RoomInfo: { RoomId, RoomType: 'Live', ...more },
  })
  expect(reply.ErrorCode).toBe(0)
}

export const set = (emulator: Emulator, RoomId: string, entries: Record<string, string>) =>
  call(emulator, 'set_room_metadata', {
    RoomId,
    Metadata: Object.entries(entries).map(([Key, Value]) => ({ Key, Value })),
  })
