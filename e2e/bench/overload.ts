import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRoom } from '../support/live-service'
import { addPerson, cookieHeader, signIn } from '../support/people'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import {
  createHttpClient,
  quantile,
  runAtRate,
  type TimedRequest,
  type TimedResponse,
} from './load-generator'

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

type Client = ReturnType<typeof createHttpClient>

const readRequest = (room: string): TimedRequest => ({
  method: 'GET',
  path: `/api/rooms/${room}/metadata?fresh=1`,
})
const saveRequest = (room: string, from: string | null, to: string): TimedRequest => ({
  method: 'PATCH',
  path: `/api/rooms/${room}/metadata`,
  body: { changes: [{ key: 'load', from, to }] },
  key: randomUUID(),
})

process.env.METRICS_TOKEN = METRICS_TOKEN
const servers = await startServers()
let failures = 0
try {
  const rooms = Array.from({ length: ROOMS }, (_, at) => `flood-${at}`)
  for (const room of [...rooms, 'calm']) {
    await createRoom(room, room, [])
    // These calls count against the rate limit of the Live service, too.
    await sleep(10)
  }
  const floodClient = await createSignedInClient('flood@example.com')
  const calmClient = await createSignedInClient('calm@example.com')

  const normalWork = workNormally(calmClient, SECONDS)
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
  const rateRefusals = await readRateRefusals()

  const refused = responses.filter(({ status }) => status === 429)
  console.table({
    'flood: requests': { measured: responses.length },
    ...Object.fromEntries(
      [...countByStatus(responses)].map(([status, count]) => [
        `flood: responses with ${status}`,
        { measured: count },
      ]),
    ),
    'flood: 429 without Retry-After': limited(
      refused.filter(({ retryAfter }) => !retryAfter).length,
      0,
    ),
    'flood: refused, p95 ms': { measured: quantileMs(refused, 0.95) },
    'other person: reads, p95 ms': limited(quantileMs(reads, 0.95), 2_000),
    'other person: saves, p95 ms': limited(quantileMs(saves, 0.95), 2_000),
    'other person: responses other than 200': limited(
      [...reads, ...saves].filter(({ status }) => status !== 200).length,
      0,
    ),
    'rate codes from the Live service': limited(rateRefusals, 0),
    'recovery, ms': limited(recoveryMs, RECOVERY_TIMEOUT_MS),
  })
  if (refused.length === 0) failures += 1
  floodClient.close()
  calmClient.close()
} finally {
  await servers.stop()
}
process.exit(failures === 0 ? 0 : 1)

async function createSignedInClient(email: string): Promise<Client> {
  const { password } = await addPerson('editor', email)
  return createHttpClient(consoleUrl, { cookie: cookieHeader(await signIn(email, password)) })
}

/** Two reads and one save a second, without waiting for earlier ones. */
async function workNormally({ send }: Client, seconds: number) {
  let value: string | null = null
  const saving = runAtRate(1, seconds, async (nth) => {
    const to = String(nth)
    const response = await send(saveRequest('calm', value, to))
    value = response.status === 200 ? to : value
    return response
  })
  const reading = runAtRate(2, seconds, () => send(readRequest('calm')))
  return { saves: await saving, reads: await reading }
}

/** The ms after the flood until the same person gets fast responses again. */
async function measureRecovery({ send }: Client): Promise<number> {
  const floodEndedAt = performance.now()
  for (;;) {
    const { status, ms } = await send(readRequest('flood-0'))
    const elapsed = performance.now() - floodEndedAt
    if ((status === 200 && ms < NORMAL_MS) || elapsed > RECOVERY_TIMEOUT_MS) {
      return Math.round(elapsed)
    }
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

function countByStatus(responses: readonly TimedResponse[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { status } of responses) counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

function quantileMs(responses: readonly TimedResponse[], share: number): number {
  const times = responses.map(({ ms }) => ms)
  return Math.round(quantile(times, share))
}

/** A table row with an upper limit; counts a failure when the limit is exceeded. */
function limited(measured: number, limit: number) {
  if (!(measured <= limit)) failures += 1
  return { measured, limit }
}
