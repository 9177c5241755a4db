import 'server-only'
import { afterAll, beforeAll } from 'vitest'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import type { Role } from '@/lib/shared/access/roles'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { demoApp } from '../emulator/demo-app'
import { type Emulator, startEmulator } from '../emulator/server'
import { callLiveApi } from '../engine/testing/call-live-api'
import type { Runtime } from '../runtime/runtime'
import { forgetSessions, PASSWORD, signedInAs } from './people'
import type { RouteHandlers } from './route-handlers'

let emulator: Emulator
let previousSettings: NodeJS.ProcessEnv
/** A room id that needs every kind of escaping. */
export const ROOM = `a/b ?#%~."'`
/** An Idempotency-Key without its last digit. */
export const KEY = '00000000-0000-4000-8000-00000000000'

/**
 * Starts the emulator and points the runtime at it. Call it before the first {@link callEndpoint}.
 */
export async function startEndpoints(): Promise<void> {
  previousSettings = { ...process.env }
  emulator = await startEmulator({ ...demoApp, seed: true })
  await callLiveApi({ ...demoApp, url: emulator.url }, 'create_room', {
    RoomInfo: { RoomId: ROOM, RoomType: 'Live' },
  })
  Object.assign(process.env, {
    DATA_DIR: createTempFolder('endpoints'),
    LIVE_ENGINE_URL: emulator.url,
    LIVE_ENGINE_SDK_APP_ID: String(demoApp.sdkAppId),
    LIVE_ENGINE_SECRET_KEY: demoApp.secretKey,
    LIVE_ENGINE_IDENTIFIER: demoApp.identifier,
    AUTH_SECRET: 'endpoint-tests-secret-not-a-real-one-0123456789',
    ADMIN_EMAIL: 'first@example.com',
    ADMIN_PASSWORD: PASSWORD,
    LOG_LEVEL: 'silent',
    PASSWORD_LOG2_COST: '10',
  })
}

/** Ends the console of this process, so that the next test file starts its own. */
export async function stopEndpoints(): Promise<void> {
  await stopRuntime()
  forgetSessions()
  await emulator.close()
  // Only the object of Node passes a changed time zone on.
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, previousSettings)
}

async function stopRuntime(): Promise<void> {
  const processGlobals = globalThis as { liveRoomConsole?: Promise<Runtime> }
  const runtime = await processGlobals.liveRoomConsole
  delete processGlobals.liveRoomConsole
  runtime?.stopRecovery()
  await runtime?.realtime.close()
  await runtime?.engine.close()
  await runtime?.database.close()
}

/** Starts the endpoints for the tests of one file, with these settings besides the usual ones. */
export function setUpEndpoints(settings: Record<string, string> = {}): void {
  beforeAll(async () => {
    await startEndpoints()
    Object.assign(process.env, settings)
  })
  afterAll(stopEndpoints)
}

/** The calls that the Live service has received so far. */
export const engineCalls = () => emulator.calls
/** A call that an app makes outside the console. */
export const appCall = (command: string, body: object) =>
  callLiveApi({ ...demoApp, url: emulator.url }, command, body)

/**
 * Calls a route handler as Next does, signed in with the role `by`; null = not signed in. `calls`
 * in the result are the calls that the Live service received meanwhile.
 */
export async function callEndpoint(
  route: RouteHandlers,
  method: string,
  path: string,
  init: RequestInit = {},
  params?: Record<string, string>,
  by: Role | null = 'admin',
) {
  const headers = new Headers(init.headers)
  if (by !== null && !headers.has('cookie')) headers.set('cookie', (await signedInAs(by)).cookie)
  const before = emulator.calls.length
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    duplex: 'half',
    ...init,
    headers,
  } as RequestInit)
  const response = await (route[method] ?? (() => Promise.reject(new Error('no handler'))))(
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

/** Headers of a write that a page of the console sends. */
export const SAME_ORIGIN = {
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  'idempotency-key': `${KEY}1`,
}

/** Returns a function that saves through the metadata endpoint; a string body is sent as it is. */
export const createPatch =
  (metadataRoute: RouteHandlers) =>
  (
    body: unknown,
    headers: Record<string, string> = SAME_ORIGIN,
    room = ROOM,
    by: Role | null = 'admin',
  ) =>
    callEndpoint(
      metadataRoute,
      'PATCH',
      `/api/rooms/${toSlug(room)}/metadata`,
      { headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
      { slug: toSlug(room) },
      by,
    )

/** The problem code of an error response. */
export const codeIn = (body: unknown) => envelopeSchema.parse(body).error.code
export const CHANGE = { key: 'a', from: null, to: '1' }
