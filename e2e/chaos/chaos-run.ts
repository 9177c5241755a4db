import { setMaxListeners } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bundleConsole } from '@/lib/server/testing/console/bundle'
import { readJournal } from '@/lib/server/testing/console/read-journal'
import { attributeWrites } from './checks/attribution'
import type { Evidence } from './checks/evidence'
import { createSecretScanner, scanFiles } from './checks/secret-scanner'
import { createAdminAccount, signInPeople } from './simulation/accounts'
import { type ApiClient, createApiClient } from './simulation/api-client'
import { type ChaosCluster, startChaosCluster } from './simulation/chaos-cluster'
import { runKillSchedule } from './simulation/kill-schedule'
import { type LiveService, startLiveService } from './simulation/live-service'
import { createMirrorApp } from './simulation/mirror-app'
import { runOperator, type Simulation } from './simulation/operator'
import { createRandomFaults, type RandomFaults, type TimeSpan } from './simulation/random-faults'
import { runReadBursts } from './simulation/read-bursts'
import { createRooms, runApps, watchRooms } from './simulation/rooms'
import { createSeededRandom, type SeededRandom } from './simulation/seeded-random'
import { createStoreLock } from './simulation/store-lock'

export type ChaosOptions = {
  seed: string
  /** Saves that acquire the lease of their room; the run ends after these. */
  saves: number
  kills: number
  /** Consoles that are ended with SIGTERM and started again. */
  terminations: number
  /** Pauses of a console for 16 seconds or more. */
  pauses: number
  /** Steps of the wall clock that one console sees. */
  clockSteps: number
  /** Consoles on one store. More than one need `databaseUrl`. */
  replicas: number
  databaseUrl?: string
  operators: number
  rooms: number
  /** An empty folder for the store and the logs of the consoles. */
  folder: string
  /** The run ends early after this time. */
  timeLimitMs: number
}

export type ChaosRun = {
  evidence: Evidence
  figures: {
    seconds: number
    kills: number
    terminations: number
    pauses: number
    clockSteps: number
    storeLocks: number
    faults: RandomFaults['counts']
    exitCodes: (number | NodeJS.Signals)[]
    shutdownMs: number
    /** False when the time limit came first. */
    isComplete: boolean
  }
}

const SETTLE_TIMEOUT_MS = 75_000
/** With the administrator, six people. */
const EDITOR_COUNT = 5

/**
 * Runs operators, faults and kills until `saves` have acquired the lease, waits until every change
 * is settled, shuts the consoles down and collects the evidence.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosRun> {
  const random = createSeededRandom(options.seed)
  const faults = createRandomFaults(random.fork('faults'))
  const mirrorApp = createMirrorApp(random.fork('mirrors'))
  const liveService = await startLiveService((command, body) => {
    const fault = faults.findFault(command, body)
    if (fault) mirrorApp.followFault(command, body, fault)
    return fault
  })
  mirrorApp.start(liveService)
  const account = createAdminAccount()
  const secrets = new Map([
    ['the secret key', liveService.settings.secretKey],
    ['AUTH_SECRET', account.AUTH_SECRET],
    ['a password', account.ADMIN_PASSWORD],
  ])
  const scanner = createSecretScanner(secrets)
  const logs = join(options.folder, 'logs')
  mkdirSync(logs, { recursive: true })
  const startedAt = performance.now()
  const rooms = await createRooms(liveService, random.fork('rooms'), options.rooms)
  const initialRooms = new Map([...liveService.rooms].map(([id, room]) => [id, new Map(room)]))
  const script = await bundleConsole()
  const cluster = await startChaosCluster(
    options.replicas,
    {
      script,
      env: consoleSettings(options, liveService, account),
      logFile: join(logs, 'consoles.log'),
    },
    random.fork('cluster'),
  )
  try {
    const [url = ''] = cluster.urls
    const cookies = await signInPeople(url, account, EDITOR_COUNT)
    cookies.forEach((cookie, n) => void secrets.set(`session cookie ${n}`, cookie))
    faults.start()
    const clients = cookies.map((cookie) => {
      return createApiClient({ cookie }, (text) => scanner.scan('a response', text))
    })
    const setup = { clients, cluster, liveService, random, rooms, faults }
    const { simulation, lastFaultAt, storeLocks } = await simulate(options, setup)
    const settledAfterMs = await waitUntilAllSettled(clients[0] as ApiClient, cluster, lastFaultAt)
    const { codes, ms } = await cluster.stop()
    const { terminations } = cluster
    await liveService.close()
    const { rows, text } = await readJournal(storeSettings(options))
    scanner.scan('the store', text)
    scanFiles(scanner, 'a log', logs)
    scanner.scan('the build', readFileSync(script, 'utf8'))
    const saveRows = rows.filter(({ change }) => change.source !== 'outside')
    return {
      evidence: {
        liveService,
        initialRooms,
        rows,
        ...attributeWrites(liveService.writes, rows),
        saves: simulation.saves,
        settledAfterMs,
        crashes: {
          times: cluster.kills,
          limitMs: settleLimitMs(options),
          outages: [...faults.outages, ...cluster.pauses, ...storeLocks],
        },
        leaks: scanner.leaks,
      },
      figures: {
        seconds: Math.round((performance.now() - startedAt) / 1_000),
        kills: cluster.kills.length,
        terminations: terminations.length,
        pauses: cluster.pauses.length,
        clockSteps: cluster.clockSteps,
        storeLocks: storeLocks.length,
        faults: faults.counts,
        exitCodes: [...terminations.map(({ code }) => code), ...codes],
        shutdownMs: Math.max(ms, ...terminations.map((each) => each.ms)),
        isComplete: saveRows.length >= options.saves,
      },
    }
  } finally {
    cluster.killAll()
  }
}

/** docs/save-guarantees.md#limits-and-timings */
const settleLimitMs = ({ databaseUrl }: ChaosOptions) =>
  databaseUrl === undefined ? 12_000 : 20_000

const storeSettings = ({ folder, databaseUrl }: ChaosOptions) => ({
  dataDir: resolve(folder, 'data'),
  databaseUrl,
})

function consoleSettings(options: ChaosOptions, liveService: LiveService, account: object) {
  const { dataDir, databaseUrl } = storeSettings(options)
  const { url, sdkAppId, identifier, secretKey } = liveService.settings
  return {
    ...account,
    LIVE_ENGINE_URL: url,
    LIVE_ENGINE_SDK_APP_ID: String(sdkAppId),
    LIVE_ENGINE_IDENTIFIER: identifier,
    LIVE_ENGINE_SECRET_KEY: secretKey,
    LIVE_ENGINE_QPS: String(Math.floor(160 / options.replicas)),
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'debug',
  }
}

type SimulationSetup = {
  clients: ApiClient[]
  cluster: ChaosCluster
  liveService: LiveService
  random: SeededRandom
  rooms: string[]
  faults: RandomFaults
}

async function simulate(options: ChaosOptions, setup: SimulationSetup) {
  const { clients, cluster, liveService, random, rooms, faults } = setup
  const until = Date.now() + options.timeLimitMs
  const stopping = new AbortController()
  // Each open event stream listens.
  setMaxListeners(0, stopping.signal)
  const simulation: Simulation = {
    clients,
    urls: cluster.urls,
    rooms,
    saves: [],
    isStopping: () => stopping.signal.aborted,
  }
  const operators = Array.from({ length: options.operators }, (_, n) =>
    runOperator(simulation, random.fork(`operator ${n}`), n),
  )
  const lockStore = createStoreLock(storeSettings(options))
  const storeRandom = random.fork('store')
  const storeLocks: TimeSpan[] = []
  /** Often enough that many saves settle while the journal cannot be written. */
  async function runStoreTrouble() {
    while (!stopping.signal.aborted) {
      await sleep(storeRandom.integer(2_000, 8_000))
      if (stopping.signal.aborted) return
      await cluster.withoutStarts(async () => {
        const from = Date.now()
        await lockStore(storeRandom.integer(300, 3_000))
        storeLocks.push({ from, until: Date.now() })
      })
    }
  }
  const background = [
    runApps(liveService, random.fork('apps'), rooms, stopping.signal),
    watchRooms(simulation, random.fork('watchers'), stopping.signal),
    runReadBursts(simulation, random.fork('bursts'), stopping.signal),
    runStoreTrouble(),
  ]
  await runKillSchedule(options, simulation, cluster, random.fork('kills'), until)
  faults.stop()
  const lastFaultAt = Math.max(Date.now(), faults.lastFaultEndsAt())
  stopping.abort()
  await Promise.all([...operators, ...background])
  return { simulation, lastFaultAt, storeLocks }
}

/** Returns the ms from the last fault until no change is unsettled; null after the timeout. */
async function waitUntilAllSettled(
  client: ApiClient,
  { urls: [url = ''] }: ChaosCluster,
  lastFaultAt: number,
): Promise<number | null> {
  while (Date.now() < lastFaultAt + SETTLE_TIMEOUT_MS) {
    const unsettled = await client.listUnsettledChanges(url)
    if (unsettled?.length === 0) return Math.max(0, Date.now() - lastFaultAt)
    await sleep(250)
  }
  return null
}
