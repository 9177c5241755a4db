import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRoom } from '../support/live-service'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import { runAtRate } from './load-generator'
import { countByStatus, createMeasuredTable, msQuantile } from './measured-table'
import {
  type Client,
  createSignedInClient,
  readRequest,
  saveRequest,
  workNormally,
} from './normal-work'

/**
 * One person sends five times as many requests as the rate limit allows, half of them saves, while
 * another person works normally. Prints both results and exits with 1 when a limit is exceeded.
 */
const QPS = Number(process.env.LIVE_ENGINE_QPS ?? 160)
const TIMES = Number(process.env.OVERLOAD_TIMES ?? 5)
const SECONDS = Number(process.env.OVERLOAD_SECONDS ?? 30)
const ROOMS = 400
const METRICS_TOKEN = randomUUID()
const NORMAL_MS = 300
const RECOVERY_TIMEOUT_MS = 10_000

process.env.METRICS_TOKEN = METRICS_TOKEN
const servers = await startServers()
const table = createMeasuredTable()
let refusals = 0
try {
  const rooms = Array.from({ length: ROOMS }, (_, at) => `flood-${at}`)
  for (const room of [...rooms, 'calm']) {
    await createRoom(room, room, [])
    // These calls count against the rate limit of the Live service, too.
    await sleep(10)
  }
  const floodClient = await createSignedInClient('flood@example.com')
  const calmClient = await createSignedInClient('calm@example.com')

  const normalWork = workNormally(calmClient, 'calm', SECONDS)
  const values = new Map<string, string>()
  const responses = await runAtRate(QPS * TIMES, SECONDS, async (nth) => {
    const room = rooms[nth % ROOMS] ?? 'flood-0'
    if (nth % 2 === 0) return floodClient.send(readRequest(room))
    const to = randomUUID()
    const response = await floodClient.send(saveRequest(room, values.get(room) ?? null, to))
    if (response.status === 200) values.set(room, to)
    return response
  })
  const recoveryMs = await measureRecovery(floodClient)
  const { reads, saves } = await normalWork

  const refused = responses.filter(({ status }) => status === 429)
  refusals = refused.length
  table.add('flood: requests', responses.length)
  for (const [name, count] of countByStatus('flood', responses)) table.add(name, count)
  const withoutRetryAfter = refused.filter(({ retryAfter }) => !retryAfter)
  table.add('flood: 429 without Retry-After', withoutRetryAfter.length, 0)
  table.add('flood: refused, p95 ms', msQuantile(refused, 0.95))
  table.add('other person: reads, p95 ms', msQuantile(reads, 0.95), 2_000)
  table.add('other person: saves, p95 ms', msQuantile(saves, 0.95), 2_000)
  const failed = [...reads, ...saves].filter(({ status }) => status !== 200)
  table.add('other person: responses other than 200', failed.length, 0)
  table.add('rate codes from the Live service', await readRateRefusals(), 0)
  table.add('recovery, ms', recoveryMs, RECOVERY_TIMEOUT_MS)
  floodClient.close()
  calmClient.close()
} finally {
  await servers.stop()
}
const exceeded = table.print()
process.exit(exceeded === 0 && refusals > 0 ? 0 : 1)

/** The ms after the flood until the same person gets fast responses again. */
async function measureRecovery({ send }: Client): Promise<number> {
  const floodEndedAt = performance.now()
  for (;;) {
    const { status, ms } = await send(readRequest('flood-0'))
    const elapsed = performance.now() - floodEndedAt
    if ((status === 200 && ms < NORMAL_MS) || elapsed > RECOVERY_TIMEOUT_MS) return elapsed
    await sleep(50)
  }
}

/** How many calls the Live service refused with a rate code, from the console's metrics. */
async function readRateRefusals(): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const text = await (await fetch(`${consoleUrl}/api/metrics`, { headers })).text()
  const counts = text.matchAll(/engine_calls_total\{[^}]*class="rate"[^}]*\} (\d+)/g)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}
