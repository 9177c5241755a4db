import 'server-only'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { changeSchema } from '@/lib/shared/changes/change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import type { StoreKind } from '../../db/backend'
import { newPlace, type Place } from '../../db/testing/databases'
import { demoApp } from '../../emulator/demo-app'
import type { Fault } from '../../emulator/faults'
import { type Emulator, startEmulator } from '../../emulator/server'
import { rawCall } from '../../engine/testing/raw-call'
import { bundleConsole } from './bundle'
import { makeSessions } from './sessions'
import { type Console, sparePort, startConsole } from './spawn'

const AUTH_SECRET = 'crew-tests-secret-not-a-real-one-0123456789abcdef'
let bundle: Promise<string> | undefined

/** Consoles in processes of their own, the engine they share, and people who are signed in to all of them. */
export type Crew = {
  consoles: readonly Console[]
  cookies: readonly string[]
  engine: Emulator
  place: Place
  /** What the engine does wrong from now on; undefined = nothing. */
  suffer(fault: (command: string, room: string) => Fault | undefined): void
  makeRoom(id: string, entries: Record<string, string>): Promise<void>
  /** Starts the first one anew. */
  restart(): Promise<Console>
  /** What the room holds in the engine. */
  holds(id: string): Promise<Record<string, string>>
}

/** `server`: another PostgreSQL than the run's; `onEnd`: of the test's own context, where tests run side by side. */
type CrewOptions = {
  replicas?: number
  people?: number
  server?: string
  env?: object
  onEnd?: (work: () => Promise<void>) => void
}

/** Starts them; all ends with the test. More than one console need PostgreSQL. */
export async function startCrew(
  kind: StoreKind,
  { replicas = 1, people = 1, server, env = {}, onEnd = onTestFinished }: CrewOptions = {},
): Promise<Crew> {
  bundle ??= bundleConsole()
  const place = await newPlace(kind, server)
  const cookies = await makeSessions(place.settings, AUTH_SECRET, people)
  let wrong: (command: string, room: string) => Fault | undefined = () => undefined
  const engine = await startEmulator({
    ...demoApp,
    fault: (room, command) => wrong(command, room),
  })
  const app = { ...demoApp, url: engine.url }
  const settings = {
    ...env,
    AUTH_SECRET,
    LIVE_ENGINE_URL: engine.url,
    LIVE_ENGINE_SDK_APP_ID: String(demoApp.sdkAppId),
    LIVE_ENGINE_IDENTIFIER: demoApp.identifier,
    LIVE_ENGINE_SECRET_KEY: demoApp.secretKey,
    DATA_DIR: place.settings.dataDir,
    DATABASE_URL: place.settings.databaseUrl,
  }
  const script = await bundle
  const consoles: Console[] = []
  onEnd(async () => {
    for (const console of consoles) {
      console.signal('SIGKILL')
      await console.ended
    }
    await engine.close()
    await place.clear()
  })
  const start = async (n: number, port: number) => {
    const logFile = join(place.settings.dataDir, `console-${n}.log`)
    const console = await startConsole({ script, port, env: settings, logFile })
    consoles.push(console)
    return console
  }
  for (let n = 0; n < replicas; n++) await start(n, await sparePort())
  return {
    consoles,
    cookies,
    engine,
    place,
    suffer(fault) {
      wrong = fault
    },
    restart: async () => start(0, await sparePort()),
    async makeRoom(id, entries) {
      await rawCall(app, 'create_room', { RoomInfo: { RoomId: id, RoomType: 'Live' } })
      const Metadata = Object.entries(entries).map(([Key, Value]) => ({ Key, Value }))
      if (Metadata.length > 0) await rawCall(app, 'set_room_metadata', { RoomId: id, Metadata })
    },
    async holds(id) {
      const reply = await rawCall(app, 'get_room_metadata', { RoomId: id, Keys: [] })
      const { Metadata = [] } = (reply.Response ?? {}) as { Metadata?: Pair[] }
      return Object.fromEntries(Metadata.map(({ Key, Value }) => [Key, Value]))
    },
  }
}

type Pair = { Key: string; Value: string }
const changeReply = z.object({ change: changeSchema })

/** What a console answers to a save over HTTP. */
export async function saveAt(
  { url }: Pick<Console, 'url'>,
  cookie: string | undefined,
  { room, key, changes }: { room: string; key: string; changes: KeyChange[] },
) {
  const response = await fetch(`${url}/api/rooms/${slugOf(room)}/metadata`, {
    method: 'PATCH',
    headers: { ...headersOf(cookie), 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ changes }),
  })
  const body: unknown = await response.json()
  if (response.ok) {
    return { status: response.status, change: changeReply.parse(body).change, code: null }
  }
  const { code, change = null } = envelopeSchema.parse(body).error
  return { status: response.status, change, code }
}

export const headersOf = (cookie = '') => ({ cookie, 'sec-fetch-site': 'same-origin' })
