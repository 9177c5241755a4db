import { join } from 'node:path'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { LONG, makeLongStore, timeOf } from '@/lib/server/db/testing/long-journal'
import { startPostgres } from '@/lib/server/db/testing/postgres'
import { toSearchString } from '@/lib/shared/changes/history-filters'
import { cookieHeader } from '../support/people'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import { createHttpClient, quantile } from './load-generator'

/**
 * Measures the response times of the history with 100,000 changes on both stores and common
 * filters, one request at a time. Exits with 1 when a median exceeds the limit.
 * `lib/server/db/repositories/history/query-plans.test.ts` tests that every list uses an index.
 */
const LIMIT_MS = 100
const WARM_UP = 5
const RUNS = 40

const week = { since: timeOf(LONG - 12_000), until: timeOf(LONG - 10_000) }
const busiest = { person: 'person-0' }
const FILTERS = {
  everything: {},
  'a room': { room: 'room-42' },
  'a room, saved': { room: 'room-42', outcome: 'applied' },
  'a person': { person: 'person-7' },
  'the busiest person, unsettled': { ...busiest, outcome: 'unsettled' },
  'the busiest person, a week': { ...busiest, ...week },
  'partly saved': { outcome: 'partial' },
  'a week, external': { source: 'outside', ...week },
  'all filters': { room: 'room-42', ...busiest, outcome: 'applied', source: 'console', ...week },
} as const

/** Medians in ms of the list endpoint and of the whole page. */
type Measured = Record<string, { list: number; page: number }>

async function measure(store: string, settings: { dataDir: string; databaseUrl?: string }) {
  await makeLongStore(settings)
  const { dataDir, databaseUrl = '' } = settings
  const servers = await startServers({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl })
  const client = createHttpClient(consoleUrl, { cookie: cookieHeader(servers.editor) })
  const measureMedian = async (path: string) => {
    const times: number[] = []
    for (let run = 0; run < WARM_UP + RUNS; run++) {
      const { status, ms } = await client.send({ method: 'GET', path })
      if (status !== 200) throw new Error(`${path} responded with ${status}`)
      if (run >= WARM_UP) times.push(ms)
    }
    return Math.round(quantile(times, 0.5) * 10) / 10
  }
  const measured: Measured = {}
  try {
    for (const [name, filters] of Object.entries(FILTERS)) {
      const search = toSearchString(filters)
      measured[`${store}: ${name}`] = {
        list: await measureMedian(`/api/changes?${search}`),
        page: await measureMedian(`/history?${search}`),
      }
    }
  } finally {
    await client.close()
    await servers.stop()
  }
  return measured
}

const folder = createTempFolder('bench-history')
const server = await startPostgres()
try {
  if (typeof server === 'string') console.warn(`postgres: SKIPPED: ${server}`)
  const measured = {
    ...(typeof server === 'string'
      ? {}
      : await measure('postgres', { dataDir: join(folder, 'a'), databaseUrl: server.url })),
    ...(await measure('embedded', { dataDir: join(folder, 'b') })),
  }
  console.log(`History of ${LONG} changes, median ms of ${RUNS} requests, limit ${LIMIT_MS}:`)
  console.table(measured)
  const isSlow = Object.values(measured).some(({ list, page }) => Math.max(list, page) > LIMIT_MS)
  if (isSlow) process.exitCode = 1
} finally {
  if (typeof server !== 'string') await server.stop()
}
