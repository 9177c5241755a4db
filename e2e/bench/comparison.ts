import { run } from '@/lib/scripts/steps/run.mjs'
import { createRoom } from '../support/live-service'
import { addPerson, cookieHeader, signIn } from '../support/people'
import { startServers } from '../support/servers'
import { consoleUrl, emulatorUrl } from '../support/test-settings'
import { addLoads, type Load, runClosedLoop, type Target } from './comparison/closed-loop'
import { startDelayingProxy } from './comparison/delaying-proxy'
import { startPeers } from './comparison/peers'
import { METRICS_TOKEN } from './console-metrics'
import { createHttpClient, quantile, type TimedRequest } from './load-generator'
import { measureSaves } from './measure-saves'
import { createMeasuredTable } from './measured-table'

/**
 * Compares reading the metadata of one room through the console with an empty route handler on the
 * same server and with an Express proxy in the style of the vendor's sample, in turns. Also measures
 * the page of a room, and how much of a save passes outside the Live service. Needs Linux, which
 * tells the CPU time of other processes. Exits with 1 when a limit is exceeded.
 */
const LEVELS = [1, 10, 50]
const ROUNDS = Number(process.env.COMPARISON_ROUNDS ?? 6)
const SLICE_SECONDS = 1.5
/** V8 compiles what runs often, and goes on doing so for thousands of requests. */
const WARM_UP_REQUESTS = 8_000
/** One person may have 12 requests running while the event loop lags. */
const PEOPLE = 5
const ROOM = 'bench-comparison'
/** The time of a page falls until about the 500th, and stays level from then on. */
const WARM_UP_PAGES = 1_000
const PAGES = 150
const SAVES = 60
/** As long as a call to another region of the same continent. */
const CALL_MS = 30

process.env.NEXT_TELEMETRY_DISABLED = '1'
const emptyApp = 'e2e/bench/comparison/empty-app'
if ((await run(process.execPath, ['node_modules/next/dist/bin/next', 'build', emptyApp])) !== 0) {
  process.exit(1)
}
const liveService = await startDelayingProxy(emulatorUrl)
// Without the sweep only saves and reads of people call for metadata.
const settings = { LIVE_ENGINE_URL: liveService.url, METRICS_TOKEN, LIVE_SWEEP_QPS: '0' }
const servers = await startServers(settings)
const peers = await startPeers(ROOM)
const client = createHttpClient(consoleUrl, { cookie: cookieHeader(servers.editor) })
const table = createMeasuredTable()
try {
  const entries = Array.from({ length: 10 }, (_, at) => [`key-${at}`, 'a value'] as const)
  await createRoom(ROOM, 'Comparison', entries)
  const cookies: string[] = []
  for (let person = 0; person < PEOPLE; person++) {
    const { email, password } = await addPerson('viewer', `reader-${person}@example.com`)
    cookies.push(cookieHeader(await signIn(email, password)))
  }
  const path = `/api/rooms/${ROOM}/metadata`
  const targets = {
    empty: peers.empty,
    express: peers.express,
    console: { origin: consoleUrl, path, pid: servers.consolePid },
  }
  for (const target of Object.values(targets)) await warmUp(target, pickCookies(cookies, 10))
  for (const connections of LEVELS) await compare(targets, pickCookies(cookies, connections))
  table.add('room page, ms median', await measurePage(), 8)
  await addSaves()
} finally {
  client.close()
  await Promise.all([servers.stop(), peers.stop()])
  liveService.close()
}
process.exit(table.print() === 0 ? 0 : 1)

function pickCookies(cookies: readonly string[], connections: number) {
  return Array.from({ length: connections }, (_, at) => cookies[at % cookies.length] ?? '')
}

async function warmUp(target: Target, cookies: readonly string[]) {
  for (let requests = 0; requests < WARM_UP_REQUESTS; ) {
    requests += (await runClosedLoop(target, cookies, SLICE_SECONDS)).requests
  }
}

/** Short slices in turns, so that other work on this machine slows all of them. */
async function compare(
  targets: Record<'empty' | 'express' | 'console', Target>,
  cookies: readonly string[],
) {
  const loads = { empty: [] as Load[], express: [] as Load[], console: [] as Load[] }
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['empty', 'express', 'console'] as const) {
      loads[name].push(await runClosedLoop(targets[name], cookies, SLICE_SECONDS))
    }
  }
  const at = `${cookies.length} connection${cookies.length === 1 ? '' : 's'}`
  const sums = {
    'empty handler': addLoads(loads.empty),
    'Express proxy': addLoads(loads.express),
    console: addLoads(loads.console),
  }
  for (const [name, load] of Object.entries(sums)) {
    table.add(`${at}: ${name}, requests/s`, perSecond(load))
    table.add(`${at}: ${name}, CPU ms a request`, cpuMs(load))
  }
  const { console: own, 'empty handler': empty, 'Express proxy': express } = sums
  table.add(`${at}: own share of the console, CPU ms`, cpuMs(own) - cpuMs(empty), 0.35)
  table.addAtLeast(`${at}: console : empty handler`, perSecond(own) / perSecond(empty), 0.6)
  table.addAtLeast(`${at}: console : Express proxy`, perSecond(own) / perSecond(express), 0.9)
}

async function measurePage() {
  const times: number[] = []
  for (let nth = -WARM_UP_PAGES; nth < PAGES; nth++) {
    const ms = await sendTimed({ method: 'GET', path: `/rooms/${ROOM}` })
    if (nth >= 0) times.push(ms)
  }
  return quantile(times, 0.5)
}

/** With a Live service that takes {@link CALL_MS} for each call. */
async function addSaves() {
  liveService.delayMs = CALL_MS
  const saves = { room: ROOM, key: 'key-0', from: 'a value', warmUp: 5, count: SAVES }
  const { ms, outsideMs } = await measureSaves(client, saves)
  table.add('save: ms', ms)
  table.add('save: ms outside the Live service', outsideMs)
  table.add('save: share outside the Live service', outsideMs / ms, 0.1)
}

async function sendTimed(request: TimedRequest): Promise<number> {
  const { status, ms } = await client.send(request)
  if (status !== 200) throw new Error(`${request.path}: status ${status}`)
  return ms
}

function perSecond({ requests, seconds }: Load): number {
  return requests / seconds
}

function cpuMs(load: Load): number {
  return load.cpuMs / load.requests
}
