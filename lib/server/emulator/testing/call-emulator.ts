import 'server-only'
import { createRequire } from 'node:module'
import { expect } from 'vitest'
import { demoApp } from '../demo-app'
import { type Emulator, type EmulatorOptions, startEmulator } from '../server'

const { Api } = createRequire(import.meta.url)('tls-sig-api-v2') as {
  Api: new (appId: number, key: string) => { genSig(identifier: string, expire: number): string }
}

const running: Emulator[] = []

/** Closes all emulators of a test; for `afterEach`. */
export async function stopEmulators(): Promise<void> {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()))
}

export async function startTestEmulator(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
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

/** Replaces parts of a valid call. */
export type CallOverrides = {
  method?: string
  path?: string
  query?: Record<string, string>
  body?: string
}

/** A UserSig made by the vendor's own package. */
export const sign = (
  identifier: string = demoApp.identifier,
  key: string = demoApp.secretKey,
  appId: number = demoApp.sdkAppId,
) => new Api(appId, key).genSig(identifier, 3_600)

export async function callEmulator(
  emulator: Emulator,
  command: string,
  body: object,
  overrides: CallOverrides = {},
): Promise<Envelope> {
  const query = {
    sdkappid: String(demoApp.sdkAppId),
    identifier: demoApp.identifier,
    usersig: sign(),
    random: '42',
    contenttype: 'json',
    ...overrides.query,
  }
  const path = overrides.path ?? `/v4/live_engine_http_srv/${command}`
  const method = overrides.method ?? 'POST'
  const response = await fetch(`${emulator.url}${path}?${new URLSearchParams(query)}`, {
    method,
    body: method === 'GET' ? undefined : (overrides.body ?? JSON.stringify(body)),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Envelope
}

export async function createRoom(emulator: Emulator, RoomId: string) {
  const reply = await callEmulator(emulator, 'create_room', {
    RoomInfo: { RoomId, RoomType: 'Live' },
  })
  expect(reply.ErrorCode).toBe(0)
}

export const setMetadata = (emulator: Emulator, RoomId: string, entries: Record<string, string>) =>
  callEmulator(emulator, 'set_room_metadata', {
    RoomId,
    Metadata: Object.entries(entries).map(([Key, Value]) => ({ Key, Value })),
  })
