import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { largeRoomFile, makeLargeDirectory } from '@/lib/server/db/testing/large-directory'
import { startPostgres } from '@/lib/server/db/testing/postgres'
import { cookieHeader } from '../support/people'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import { createHttpClient, quantile } from './load-generator'

/**
 * Measures the room list and the search with 50,000 rooms on both stores: response times of one
 * request at a time, and pages per second of ten people, while the crawl and the sweep run. Exits
 * with 1 when a limit is exceeded. `ROOMS` chooses another number of rooms; then only the times are
 * reported.
 */
const USUAL_ROOMS = 50_000
const ROOMS = Number(process.env.ROOMS || USUAL_ROOMS)
const LIMIT_MS = 50
const PAGES_PER_SECOND = 100
/** What the crawl itself makes. */
const CRAWL_CALLS_PER_SECOND = 5
const CONNECTIONS = 10
const LOAD_SECONDS = 10
const WARM_UP = 5
const RUNS = 40
const METRICS_TOKEN = 'token-of-the-metrics-of-the-benchmark'

const QUERIES = {
  'first page': '',
  'by name': 'sort=name',
  'by last change': 'sort=changed',
  'an id': 'search=show-012345',
  'a name': `search=${encodeURIComponent('时装周 123')}`,
  'a name of thousands': `search=${encodeURIComponent('时装')}`,
  'a value': 'search=banner/4711.png',
  'a value of all': 'search=tonight',
  'two words': 'search=chess+host_42',
  'one character': 'search=n',
  'no match': 'search=nowhere',
  'a category': 'category=3',
  'a category, by name': 'category=3&sort=name&search=northern',
}

type Measured = Record<string, { median: number; p95: number }>

async function readCalls(command: string): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const text = await (await fetch(`${consoleUrl}/api/metrics`, { headers })).text()
  const lines = text
    .split('\n')
    .filter((line) => line.includes(`engine_calls_total{command="${command}"`))
  return lines.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0)
}

async function measure(store: string, settings: { dataDir: string; databaseUrl?: string }) {
  await makeLargeDirectory(settings, ROOMS)
  const emulatorFolder = createTempFolder('bench-rooms-emulator')
  mkdirSync(join(emulatorFolder, 'emulator'))
  writeFileSync(join(emulatorFolder, 'emulator', 'rooms.json'), largeRoomFile(ROOMS))
  const { dataDir, databaseUrl = '' } = settings
  const servers = await startServers(
    { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, METRICS_TOKEN },
    { DATA_DIR: emulatorFolder },
  )
  const client = createHttpClient(consoleUrl, { cookie: cookieHeader(servers.editor) })
  const send = async (query: string) => {
    const path = `/api/rooms?${query}`
    const { status, ms } = await client.send({ method: 'GET', path })
    if (status !== 200) throw new Error(`${path} responded with ${status}`)
    return ms
  }
  const round = (ms: number) => Math.round(ms * 10) / 10
  const measured: Measured = {}
  try {
    for (const [name, query] of Object.entries(QUERIES)) {
      const times: number[] = []
      for (let run = 0; run < WARM_UP + RUNS; run++) {
        const ms = await send(query)
        if (run >= WARM_UP) times.push(ms)
      }
      measured[`${store}: ${name}`] = {
        median: round(quantile(times, 0.5)),
        p95: round(quantile(times, 0.95)),
      }
    }
    const callsBefore = await readCalls('get_room_list')
    const until = performance.now() + LOAD_SECONDS * 1_000
    let pages = 0
    const work = async () => {
      for (; performance.now() < until; pages++) await send('')
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, work))
    const calls = (await readCalls('get_room_list')) - callsBefore
    return { measured, load: { pages: pages / LOAD_SECONDS, calls: calls / LOAD_SECONDS } }
  } finally {
    await client.close()
    await servers.stop()
  }
}

const folder = createTempFolder('bench-rooms')
const server = await startPostgres()
try {
  if (typeof server === 'string') console.warn(`postgres: SKIPPED: ${server}`)
  const results = { embedded: await measure('embedded', { dataDir: join(folder, 'b') }) }
  if (typeof server !== 'string') {
    const databaseUrl = server.url
    Object.assign(results, {
      postgres: await measure('postgres', { dataDir: join(folder, 'a'), databaseUrl }),
    })
  }
  const all = Object.values(results)
  console.log(
    `Room list of ${ROOMS} rooms, ms of ${RUNS} requests, limit of the median ${LIMIT_MS}:`,
  )
  console.table(Object.assign({}, ...all.map(({ measured }) => measured)))
  console.log(`${CONNECTIONS} people, pages and calls of the room list per second:`)
  console.table(Object.fromEntries(Object.entries(results).map(([name, { load }]) => [name, load])))
  const isSlow = all.some(({ measured }) =>
    Object.values(measured).some(({ median }) => median > LIMIT_MS),
  )
  const isOver = all.some(
    ({ load }) => load.pages < PAGES_PER_SECOND || load.calls > CRAWL_CALLS_PER_SECOND,
  )
  if (ROOMS === USUAL_ROOMS && (isSlow || isOver)) process.exitCode = 1
} finally {
  if (typeof server !== 'string') await server.stop()
}
