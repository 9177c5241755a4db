import 'server-only'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as otherDoors from '@/app/api/[...path]/route'
import * as changeDoor from '@/app/api/changes/[id]/route'
import * as eventsDoor from '@/app/api/rooms/[slug]/events/route'
import * as metadataDoor from '@/app/api/rooms/[slug]/metadata/route'
import * as roomDoor from '@/app/api/rooms/[slug]/route'
import * as watchersDoor from '@/app/api/rooms/[slug]/watchers/route'
import * as roomsDoor from '@/app/api/rooms/route'
import * as webhookDoor from '@/app/api/webhooks/live/route'
import type { Role } from '@/lib/shared/access/roles'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { demoApp } from '../emulator/demo-app'
import { type Emulator, startEmulator } from '../emulator/server'
import { rawCall } from '../engine/testing/raw-call'
import { as, PASSWORD } from './people'

export {
  changeDoor,
  eventsDoor,
  metadataDoor,
  otherDoors,
  roomDoor,
  roomsDoor,
  watchersDoor,
  webhookDoor,
}

/** The route handlers as Next calls them, in front of the emulator. */
let emulator: Emulator
export const ROOM = `a/b ?#%~."'`
export const KEY = '00000000-0000-4000-8000-00000000000'

/** Starts the emulator and points the runtime at it; to be called before the first door is asked. */
export async function startDoors(): Promise<void> {
  emulator = await startEmulator({ ...demoApp, seed: true })
  await rawCall({ ...demoApp, url: emulator.url }, 'create_room', {
    RoomInfo: { RoomId: ROOM, RoomType: 'Live' },
  })
  Object.assign(process.env, {
    DATA_DIR: mkdtempSync(join(tmpdir(), 'console-doors-')),
    LIVE_ENGINE_URL: emulator.url,
    LIVE_ENGINE_SDK_APP_ID: String(demoApp.sdkAppId),
    LIVE_ENGINE_SECRET_KEY: demoApp.secretKey,
    LIVE_ENGINE_IDENTIFIER: demoApp.identifier,
    AUTH_SECRET: 'doors-tests-secret-not-a-real-one-0123456789',
    ADMIN_EMAIL: 'first@example.com',
    ADMIN_PASSWORD: PASSWORD,
    LOG_LEVEL: 'silent',
  })
}

export const stopDoors = () => emulator.close()
/** What the engine was asked so far. */
export const engineCalls = () => emulator.calls
/** One call of an app's own. */
export const appCall = (command: string, body: object) =>
  rawCall({ ...demoApp, url: emulator.url }, command, body)

export type Door = Record<
  string,
  (
    request: Request,
    path: { params: Promise<Record<string, string> | undefined> },
  ) => Promise<Response>
>

/** One request, by an admin unless somebody else is named; null = a stranger. */
export async function ask(
  door: Door,
  method: string,
  path: string,
  init: RequestInit = {},
  params?: Record<string, string>,
  by: Role | null = 'admin',
) {
  const headers = new Headers(init.headers)
  if (by !== null && !headers.has('cookie')) headers.set('cookie', (await as(by)).cookie)
  const before = emulator.calls.length
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    duplex: 'half',
    ...init,
    headers,
  } as RequestInit)
  const response = await (door[method] ?? (() => Promise.reject(new Error('no handler'))))(
    request,
    {
      params: Promise.resolve(params),
    },
  )
  const body: unknown = await response.json()
  return {
    status: response.status,
    headers: response.headers,
    body,
    calls: emulator.calls.slice(before),
  }
}

export const OWN = {
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  'idempotency-key': `${KEY}1`,
}
export const patch = (
  body: unknown,
  headers: Record<string, string> = OWN,
  room = ROOM,
  by: Role | null = 'admin',
) =>
  ask(
    metadataDoor,
    'PATCH',
    `/api/rooms/${slugOf(room)}/metadata`,
    {
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    { slug: slugOf(room) },
    by,
  )
export const codeIn = (body: unknown) => envelopeSchema.parse(body).error.code
export const change = { key: 'a', from: null, to: '1' }
