import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LONG, makeLongStore, timeOf } from '@/lib/server/db/testing/long-journal'
import { startPostgres } from '@/lib/server/db/testing/postgres'
import { searchOf } from '@/lib/shared/changes/history-filters'
import { consoleUrl } from '../addresses'
import { startServers } from '../servers'
import { createSender, quantile } from './load'

/**
 * A journal of a hundred thousand changes, on PostgreSQL and on the embedded store: how long the history takes to
 * answer with the filters people use, one request after the other. Ends with 1 where a median is over
 * the limit. That each list goes by an index is tested in `lib/server/db/repositories/history-speed.test.ts`.
 */
const LIMIT_MS = 100
const WARM_UP = 5
const RUNS = 40

const week = { since: timeOf(LONG - 12_000), until: timeOf(LONG - 10_000) }
const busiest = { person: 'person-0' }
const SEARCHES = {
  everything: {},
  'a room': { room: 'room-42' },
  'a room, saved': { room: 'room-42', outcome: 'applied' },
  'a person': { person: 'person-7' },
  'the busiest person, not settled': { ...busiest, outcome: 'unsettled' },
  'the busiest person, a week': { ...busiest, ...week },
  'partly saved': { outcome: 'partial' },
  'a week, from outside': { source: 'outside', ...week },
  'all filters': { room: 'room-42', ...busiest, outcome: 'applied', source: 'console', ...week },
} as const

/** Medians in milliseconds of the list's door and of the whole page. */
type Measured = Record<string, { list: number; page: number }>

async function measure(store: string, settings: { dataDir: string; databaseUrl?: string }) {
  await makeLongStore(settings)
  const { dataDir, databaseUrl = '' } = settings
  const servers = await startServers({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl })
  const cookie = servers.editor.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const sender = createSender(consoleUrl, { cookie })
  const median = async (path: string) => {
    const times: number[] = []
    for (let run = 0; run < WARM_UP + RUNS; run++) {
      const { status, ms } = await sender.send({ method: 'GET', path })
      if (status !== 200) throw new Error(`${path} answered ${status}`)
      if (run >= WARM_UP) times.push(ms)
    }
    return Math.round(quantile(times, 0.5) * 10) / 10
  }
  const measured: Measured = {}
  try {
    for (const [name, filters] of Object.entries(SEARCHES)) {
      const search = searchOf(filters)
      measured[`${store}: ${name}`] = {
        list: await median(`/api/changes?${search}`),
        page: await median(`/history?${search}`),
      }
    }
  } finally {
    await sender.close()
    await servers.stop()
  }
  return measured
}

const folder = mkdtempSync(join(tmpdir(), 'console-bench-history-'))
const server = await startPostgres()
try {
  if (typeof server === 'string') console.warn(`postgres: SKIPPED: ${server}`)
  const measured = {
    ...(typeof server === 'string'
      ? {}
      : await measure('postgres', { dataDir: join(folder, 'a'), databaseUrl: server.url })),
    ...(await measure('embedded', { dataDir: join(folder, 'b') })),
  }
  console.log(`History of ${LONG} changes, ms at the median of ${RUNS}; at most ${LIMIT_MS}:`)
  console.table(measured)
  const slow = Object.values(measured).some(({ list, page }) => Math.max(list, page) > LIMIT_MS)
  if (slow) process.exitCode = 1
} finally {
  if (typeof server !== 'string') await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
