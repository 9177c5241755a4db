import 'server-only'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import { changeSchema } from '@/lib/shared/changes/change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import type { StoreKind } from '../../db/backend'
import type { DatabaseSettings } from '../../db/database'
import { createStoreSettings } from '../../db/testing/databases'
import { findFreePort } from '../../db/testing/free-port'
import { demoApp } from '../../emulator/demo-app'
import type { Fault } from '../../emulator/faults/faults'
import { type Emulator, startEmulator } from '../../emulator/server'
import { callLiveApi } from '../../engine/testing/call-live-api'
import { preparePackage } from './bundle'
import { createSessions } from './sessions'
import { type ConsoleProcess, startConsole } from './spawn'

const AUTH_SECRET = 'cluster-tests-secret-not-a-real-one-0123456789abcdef'

/**
 * Replicas of the console, each in its own process, with one Live service and people signed in to
 * all of them.
 */
export type TestCluster = {
  consoles: readonly ConsoleProcess[]
  cookies: readonly string[]
  engine: Emulator
  storeSettings: DatabaseSettings
  /** Chooses the fault of each later call to the Live service; undefined = none. */
  setFault(fault: (command: string, room: string) => Fault | undefined): void
  createRoom(id: string, entries: Record<string, string>): Promise<void>
  /** Starts the first replica again, on another port. */
  restart(): Promise<ConsoleProcess>
  /** The entries of the room in the Live service. */
  readRoom(id: string): Promise<Record<string, string>>
}

/**
 * `server`: the address of another PostgreSQL than the one of the test run. `withNpm`: start the
 * consoles with `npm start`. `onEnd`:
 * `onTestFinished` of the test's own context, for concurrent tests.
 */
type TestClusterOptions = {
  replicas?: number
  people?: number
  server?: string
  withNpm?: boolean
  env?: object
  onEnd?: (work: () => Promise<void>) => void
}

/** Starts a cluster that stops with the test. More than one replica needs PostgreSQL. */
export async function startTestCluster(
  kind: StoreKind,
  {
    replicas = 1,
    people = 1,
    server,
    withNpm = false,
    env = {},
    onEnd = onTestFinished,
  }: TestClusterOptions = {},
): Promise<TestCluster> {
  const storeSettings = await createStoreSettings(kind, server)
  const cookies = await createSessions(storeSettings, AUTH_SECRET, people)
  let findFault: (command: string, room: string) => Fault | undefined = () => undefined
  const engine = await startEmulator({
    ...demoApp,
    findFault: (room, command) => findFault(command, room),
  })
  const app = { ...demoApp, url: engine.url }
  const settings = {
    ...env,
    AUTH_SECRET,
    LIVE_ENGINE_URL: engine.url,
    LIVE_ENGINE_SDK_APP_ID: String(demoApp.sdkAppId),
    LIVE_ENGINE_IDENTIFIER: demoApp.identifier,
    LIVE_ENGINE_SECRET_KEY: demoApp.secretKey,
    DATA_DIR: storeSettings.dataDir,
    DATABASE_URL: storeSettings.databaseUrl,
  }
  const script = inject('programs').console
  const consoles: ConsoleProcess[] = []
  let hasEnded = false
  const kill = async (replica: ConsoleProcess) => {
    if (withNpm) replica.signalGroup('SIGKILL')
    else replica.signal('SIGKILL')
    await replica.ended
  }
  onEnd(async () => {
    hasEnded = true
    for (const replica of consoles) await kill(replica)
    await engine.close()
  })
  const start = async (n: number, port: number) => {
    const logFile = join(storeSettings.dataDir, `console-${n}.log`)
    const npmFolder = withNpm ? join(storeSettings.dataDir, `npm-${n}`) : undefined
    if (npmFolder) preparePackage(npmFolder, script)
    const replica = await startConsole({ script, npmFolder, port, env: settings, logFile })
    consoles.push(replica)
    // A test may run out of time while a console starts.
    if (hasEnded) await kill(replica)
    return replica
  }
  for (let n = 0; n < replicas; n++) await start(n, await findFreePort())
  return {
    consoles,
    cookies,
    engine,
    storeSettings,
    setFault(fault) {
      findFault = fault
    },
    restart: async () => start(0, await findFreePort()),
    async createRoom(id, entries) {
      await callLiveApi(app, 'create_room', { RoomInfo: { RoomId: id, RoomType: 'Live' } })
      const Metadata = Object.entries(entries).map(([Key, Value]) => ({ Key, Value }))
      if (Metadata.length > 0) await callLiveApi(app, 'set_room_metadata', { RoomId: id, Metadata })
    },
    async readRoom(id) {
      const reply = await callLiveApi(app, 'get_room_metadata', { RoomId: id, Keys: [] })
      const { Metadata = [] } = (reply.Response ?? {}) as { Metadata?: Pair[] }
      return Object.fromEntries(Metadata.map(({ Key, Value }) => [Key, Value]))
    },
  }
}

type Pair = { Key: string; Value: string }
const changeReply = z.object({ change: changeSchema })

/** Sends a save over HTTP and returns what the console responds. */
export async function sendSave(
  { url }: Pick<ConsoleProcess, 'url'>,
  cookie: string | undefined,
  { room, key, changes }: { room: string; key: string; changes: KeyChange[] },
) {
  const response = await fetch(`${url}/api/rooms/${toSlug(room)}/metadata`, {
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
