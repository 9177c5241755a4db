import 'server-only'
import { join } from 'node:path'
import { type Auth, createAuth } from '../auth/auth'
import { type BatchWorker, createBatchWorker } from '../batches/batch-worker'
import { type Database, openDatabase } from '../db/database'
import { type AuditLog, createAuditLog } from '../db/repositories/audit/audit-log'
import { createBatchWork } from '../db/repositories/batches/batch-work'
import { type Batches, createBatches } from '../db/repositories/batches/batches'
import {
  type CatalogueStore,
  createCatalogueStore,
} from '../db/repositories/catalogue/catalogue-store'
import { createHistory, type History } from '../db/repositories/history/history'
import { createJournal, type Journal } from '../db/repositories/journal/journal'
import { createPins, type Pins } from '../db/repositories/people/pins'
import { createPresets, type Presets } from '../db/repositories/presets/presets'
import { createRooms, type Rooms } from '../db/repositories/rooms/rooms'
import {
  BATCHES_LEASE,
  createWorkerLeases,
  DIRECTORY_LEASE,
} from '../db/repositories/worker-leases'
import { type BackgroundReader, createBackgroundReader } from '../directory/background-reader'
import { createCrawler } from '../directory/crawler'
import { createDirectoryWriter, type DirectoryWriter } from '../directory/directory-writer'
import { createLeaderLease } from '../directory/leader-lease'
import { createMetadataCache, type MetadataCache } from '../directory/metadata-cache'
import { createRoomDirectory, type RoomDirectory } from '../directory/room-directory'
import { createSweep } from '../directory/sweep'
import { demoApp } from '../emulator/demo-app'
import { startEmulator } from '../emulator/server'
import { createEngineClient, type EngineClient } from '../engine/client'
import { type CallLog, createCallLog } from '../engine/diagnostics/call-log'
import type { AttemptClass } from '../engine/resilience/retry-policy'
import { createRealtime, type Realtime } from '../realtime/realtime'
import { createLeaseKeeper, type LeaseKeeper } from '../saves/lease-keeper'
import { startRecovery } from '../saves/recovery'
import { seedDemoCatalogue } from '../services/catalogue/demo-catalogue'
import { type Config, readConfig } from './config'
import { createLog, type Log } from './log'
import { createMetrics, type Metrics } from './metrics'

/** The parts that exist once per process. */
export type Runtime = {
  config: Config
  /** Names the build; equal on all servers that were built from the same sources. */
  buildId: string
  /**
   * The Live service that is called, and the account used; `region` is null if an address is
   * configured.
   */
  engineTarget: { url: string; sdkAppId: number; identifier: string; region: string | null }
  log: Log
  auth: Auth
  metrics: Metrics
  callLog: CallLog
  engine: EngineClient
  database: Database
  journal: Journal
  history: History
  auditLog: AuditLog
  catalogueStore: CatalogueStore
  presets: Presets
  batches: Batches
  /** Started with the server, like `backgroundReader`. */
  batchWorker: BatchWorker
  leaseKeeper: LeaseKeeper
  realtime: Realtime
  rooms: Rooms
  pins: Pins
  roomDirectory: RoomDirectory
  directoryWriter: DirectoryWriter
  /** Started with the server, so that a command line tool or a test reads nothing. */
  backgroundReader: BackgroundReader
  metadataCache: MetadataCache
  /**
   * Called at shutdown: a change taken over after that might not be settled before the process
   * ends.
   */
  stopRecovery(): void
}

// The server's bundle, pages and route handlers have a copy of each module; they share only
// globalThis.
const processGlobals = globalThis as { liveRoomConsole?: Promise<Runtime> }

/**
 * The runtime of this process; the first call starts it. Rejects with a ConfigError if the settings
 * are wrong.
 */
export function getRuntime(): Promise<Runtime> {
  processGlobals.liveRoomConsole ??= startRuntime()
  return processGlobals.liveRoomConsole
}

async function startRuntime(): Promise<Runtime> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const engineSettings = config.engine ?? (await startDemoEngine(config))
  const metrics = createMetrics()
  const callLog = createCallLog()
  const engine = createEngineClient(engineSettings, {
    qps: config.qps,
    onAttempt(attempt) {
      const { ref, clock: _, ...logged } = attempt
      log[logLevelOf(attempt.class)]({ event: 'engine', ref, ...logged })
      metrics.countAttempt(attempt)
      callLog.recordAttempt(attempt)
    },
    onHeld(command, reason) {
      metrics.countHeldCall(command, reason)
      callLog.recordHeld()
    },
  })
  const database = await openDatabase({ ...config, issuer: config.auth.oidc?.issuer })
  const auth = await createAuth({ config, database, log })
  const journal = createJournal(database)
  const metadataCache = createMetadataCache()
  const leaseKeeper = createLeaseKeeper(journal, log)
  const rooms = createRooms(database, config.sweepQps)
  const directoryWriter = createDirectoryWriter(rooms, log)
  const roomDirectory = createRoomDirectory({ engine, rooms, writer: directoryWriter })
  const realtime = createRealtime({
    database,
    engine,
    journal,
    roomDirectory,
    directoryWriter,
    metadataCache,
    log,
    webhooks: { sdkAppId: engineSettings.sdkAppId, tokens: config.webhookTokens },
  })
  const backgroundReader = createBackground({
    sweepQps: config.sweepQps,
    database,
    engine,
    rooms,
    writer: directoryWriter,
    realtime,
    log,
  })
  const history = createHistory(database)
  const catalogueStore = createCatalogueStore(database)
  if (config.demo) await seedDemoCatalogue(catalogueStore)
  metrics.registerGauges({ engine, realtime, history, rooms, backgroundReader })
  const stopRecovery = startRecovery({
    database,
    journal,
    leaseKeeper,
    realtime,
    engine,
    metadataCache,
    log,
  })
  const presets = createPresets(database)
  const batches = createBatches(database)
  const batchWorker = createBatchWorker({
    ...{ engine, journal, history, leaseKeeper, realtime, roomDirectory, metadataCache },
    ...{ presets, batches, catalogueStore, metrics, log, people: auth.people },
    lease: createLease(database, BATCHES_LEASE),
    work: createBatchWork(database),
  })
  const { url, sdkAppId, identifier } = engineSettings
  return {
    config,
    // The build script puts it into the bundle of the server.
    buildId: process.env.CONSOLE_BUILD_ID ?? 'development',
    engineTarget: { url, sdkAppId, identifier, region: config.engine?.region ?? null },
    log,
    auth,
    metrics,
    callLog,
    engine,
    database,
    journal,
    history,
    auditLog: createAuditLog(database),
    catalogueStore,
    presets,
    batches,
    batchWorker,
    leaseKeeper,
    realtime,
    rooms,
    pins: createPins(database),
    roomDirectory,
    directoryWriter,
    backgroundReader,
    metadataCache,
    stopRecovery,
  }
}

type BackgroundDeps = {
  sweepQps: number
  database: Database
  engine: EngineClient
  rooms: Rooms
  writer: DirectoryWriter
  realtime: Realtime
  log: Log
}

function createBackground(deps: BackgroundDeps): BackgroundReader {
  const { sweepQps, database, engine, rooms, writer, realtime, log } = deps
  const crawler = createCrawler({ engine, rooms, writer, log })
  const sweepDeps = { rooms, observe: realtime.observe, onGone: crawler.requestCheck }
  const sweep = sweepQps > 0 ? createSweep(sweepDeps, sweepQps) : null
  const lease = createLease(database, DIRECTORY_LEASE)
  const reader = createBackgroundReader({ lease, crawler, sweep, log })
  realtime.onHint(({ type, room }) => {
    // The others would collect hints that are outdated when they take over.
    if (!reader.isLeader()) return
    if (type === 'facts') crawler.requestCheck(room)
    else sweep?.request(room)
  })
  return reader
}

const createLease = (database: Database, name: string) =>
  createLeaderLease(createWorkerLeases(database), name, database.kind === 'embedded')

/**
 * The Live service never redirects, so a redirect may come from an interceptor: it is logged as an
 * error.
 */
function logLevelOf(attemptClass: AttemptClass) {
  if (attemptClass === 'redirect') return 'error'
  return attemptClass === 'ok' ? 'debug' : 'warn'
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
