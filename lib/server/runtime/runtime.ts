import 'server-only'
import { join } from 'node:path'
import { type Auth, createAuth } from '../auth/auth'
import { type Database, openDatabase } from '../db/database'
import { createHistory, type History } from '../db/repositories/history'
import { createJournal, type Journal } from '../db/repositories/journal'
import { createVerified, type Verified } from '../directory/metadata-cache'
import { createRoomIndex, type RoomIndex } from '../directory/room-directory'
import { demoApp } from '../emulator/demo-app'
import { startEmulator } from '../emulator/server'
import { createEngineClient, type EngineClient } from '../engine/client'
import { createLogbook, type Logbook } from '../engine/diagnostics/call-log'
import type { AnswerClass } from '../engine/resilience/retry-policy'
import { createLive, type Live } from '../realtime/realtime'
import { createHolding, type Holding } from '../saves/lease-keeper'
import { startRecovery } from '../saves/recovery'
import { type Config, readConfig } from './config'
import { createLog, type Log } from './log'
import { createMetrics, type Metrics } from './metrics'

/** What a process has once. */
export type Runtime = {
  config: Config
  /** The engine that is called, and as whom; `region` null where an address is configured instead. */
  target: { url: string; sdkAppId: number; identifier: string; region: string | null }
  log: Log
  auth: Auth
  metrics: Metrics
  logbook: Logbook
  engine: EngineClient
  database: Database
  journal: Journal
  history: History
  holding: Holding
  live: Live
  rooms: RoomIndex
  verified: Verified
  /** From then on no row is taken over here: its end might be missed. */
  stopRecovery(): void
}

// Next gives route handlers, pages and instrumentation each a copy of a module; only globalThis is shared by all.
const slot = globalThis as { liveRoomConsole?: Promise<Runtime> }

/** The process's runtime, started at the first call. Rejects with a ConfigError when the settings are wrong. */
export function runtime(): Promise<Runtime> {
  slot.liveRoomConsole ??= start()
  return slot.liveRoomConsole
}

async function start(): Promise<Runtime> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const settings = config.engine ?? (await startDemoEngine(config))
  const metrics = createMetrics()
  const logbook = createLogbook()
  const engine = createEngineClient(settings, {
    qps: config.qps,
    onCall(call) {
      const { ref, clock: _, ...told } = call
      log[levelOf(call.class)]({ event: 'engine', ref, ...told })
      metrics.call(call)
      logbook.call(call)
    },
    onHeld(command, by) {
      metrics.held(command, by)
      logbook.held()
    },
  })
  const database = await openDatabase(config)
  const auth = await createAuth({ config, database, log })
  const journal = createJournal(database)
  const verified = createVerified()
  const holding = createHolding(journal, log)
  const rooms = createRoomIndex(engine)
  const webhooks = { sdkAppId: settings.sdkAppId, tokens: config.webhookTokens }
  const live = createLive({ database, engine, journal, rooms, verified, log, webhooks })
  const history = createHistory(database)
  metrics.watch({ engine, live, history })
  const stopRecovery = startRecovery({ database, journal, holding, live, engine, verified, log })
  const { url, sdkAppId, identifier } = settings
  return {
    config,
    target: { url, sdkAppId, identifier, region: config.engine?.region ?? null },
    log,
    auth,
    metrics,
    logbook,
    engine,
    database,
    journal,
    history,
    holding,
    live,
    rooms,
    verified,
    stopRecovery,
  }
}

/** A redirect is an alarm: the engine sends none, so somebody may stand in between (faults §2). */
function levelOf(answer: AnswerClass) {
  if (answer === 'redirect') return 'error'
  return answer === 'ok' ? 'debug' : 'warn'
}

async function startDemoEngine(config: Config) {
  const emulator = await startEmulator({
    ...demoApp,
    port: config.emulatorPort,
    file: join(config.dataDir, 'rooms.json'),
    seed: true,
  })
  return { ...demoApp, url: emulator.url }
}
