import { setTimeout as sleep } from 'node:timers/promises'
import { cookieHeader } from '../../support/people'
import { consoleUrl } from '../../support/test-settings'
import { countCalls } from '../console-metrics'
import { createHttpClient, quantile } from '../load-generator'
import { createMeasuredTable } from '../measured-table'
import { forEachStore, startFilledServers } from './filled-servers'

/**
 * Measures the room list and the search with 50,000 rooms on both stores while crawl and sweep run:
 * response times of one request at a time, and pages per second of ten people, with the calls to the
 * Live service that they cause. Exits with 1 when a limit is exceeded. `ROOMS` chooses another number
 * of rooms; then only the calls are limited.
 */
const USUAL_ROOMS = 50_000
const ROOMS = Number(process.env.ROOMS || USUAL_ROOMS)
const IS_LIMITED = ROOMS === USUAL_ROOMS
const LIMIT_MS = 50
const PAGES_PER_SECOND = 100
const LIST_CALLS_PER_SECOND = 10
/** Crawl and sweep do not make exactly the same number of calls in two periods. */
const CALLS_TOLERANCE = 1
const CONNECTIONS = 10
const LOAD_SECONDS = 10
const WARM_UP = 5
const RUNS = 40

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

/** Calls per second in the given time. */
async function callsDuring(seconds: number, work: () => Promise<unknown>, command?: string) {
  const before = await countCalls(command)
  await work()
  return ((await countCalls(command)) - before) / seconds
}

const table = createMeasuredTable()
await forEachStore(async (store, createStore) => {
  const servers = await startFilledServers(await createStore(), { rooms: ROOMS })
  const client = createHttpClient(consoleUrl, { cookie: cookieHeader(servers.editor) })
  const send = async (query: string) => {
    const path = `/api/rooms?${query}`
    const { status, ms } = await client.send({ method: 'GET', path })
    if (status !== 200) throw new Error(`${path} responded with ${status}`)
    return ms
  }
  try {
    for (const [name, query] of Object.entries(QUERIES)) {
      const times: number[] = []
      for (let run = 0; run < WARM_UP + RUNS; run++) {
        const ms = await send(query)
        if (run >= WARM_UP) times.push(ms)
      }
      const limit = IS_LIMITED ? LIMIT_MS : undefined
      table.add(`${store}: ${name}, ms median`, quantile(times, 0.5), limit)
      table.add(`${store}: ${name}, ms p95`, quantile(times, 0.95))
    }
    const idleCalls = await callsDuring(LOAD_SECONDS, () => sleep(LOAD_SECONDS * 1_000))
    let pages = 0
    const load = async () => {
      const until = performance.now() + LOAD_SECONDS * 1_000
      const readPages = async () => {
        for (; performance.now() < until; pages++) await send('')
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, readPages))
    }
    const loadCalls = await callsDuring(LOAD_SECONDS, load)
    const listCalls = await callsDuring(LOAD_SECONDS, load, 'get_room_list')
    const perSecond = pages / (2 * LOAD_SECONDS)
    const name = `${store}: ${CONNECTIONS} people`
    if (IS_LIMITED) table.addAtLeast(`${name}, pages a second`, perSecond, PAGES_PER_SECOND)
    else table.add(`${name}, pages a second`, perSecond)
    table.add(`${store}: without people, calls a second`, idleCalls)
    table.add(`${name}, calls a second`, loadCalls, idleCalls + CALLS_TOLERANCE)
    table.add(`${name}, calls of the room list a second`, listCalls, LIST_CALLS_PER_SECOND)
  } finally {
    await client.close()
    await servers.stop()
  }
})
console.log(`Room list of ${ROOMS} rooms, ${RUNS} requests each:`)
process.exit(table.print() === 0 ? 0 : 1)
