import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { consoleUrl } from '../addresses'
import { createRoom } from '../engine'
import { addPerson, type SignedIn, signIn } from '../people'
import { startServers } from '../servers'
import { type Answered, type Asked, atRate, createSender, quantile } from './load'

/**
 * One person asks five times as much as the console may ask the engine, reads and saves by turns, while another one
 * works as ever. Prints what each of them met and ends with 1 where a promise was broken.
 */
const QPS = Number(process.env.LIVE_ENGINE_QPS ?? 160)
const TIMES = Number(process.env.OVERLOAD_TIMES ?? 5)
const SECONDS = Number(process.env.OVERLOAD_SECONDS ?? 30)
const ROOMS = 400
const TOKEN = randomUUID()
const RECOVERED_MS = 300
const PATIENCE_MS = 10_000

const headersOf = ({ cookies }: SignedIn) => ({
  cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
})
const read = (room: string): Asked => ({
  method: 'GET',
  path: `/api/rooms/${room}/metadata?fresh=1`,
})
const save = (room: string, from: string | null, to: string): Asked => ({
  method: 'PATCH',
  path: `/api/rooms/${room}/metadata`,
  body: { changes: [{ key: 'load', from, to }] },
  key: randomUUID(),
})

process.env.METRICS_TOKEN = TOKEN
const servers = await startServers()
let broken = 0
try {
  const rooms = Array.from({ length: ROOMS }, (_, at) => `flood-${at}`)
  for (const room of [...rooms, 'calm']) {
    await createRoom(room, room, [])
    // The engine counts these calls, too.
    await sleep(10)
  }
  const flood = await sender('flood@example.com')
  const calm = await sender('calm@example.com')

  const working = work(calm, SECONDS)
  const held = new Map<string, string>()
  const flooded = await atRate(QPS * TIMES, SECONDS, async (nth) => {
    const room = rooms[nth % ROOMS] ?? 'flood-0'
    if (nth % 2 === 0) return flood.send(read(room))
    const to = randomUUID()
    const answer = await flood.send(save(room, held.get(room) ?? null, to))
    if (answer.status === 200) held.set(room, to)
    return answer
  })
  const recoveredMs = await recovery(flood)
  const { reads, saves } = await working
  const rates = await rateCodes()

  const refused = flooded.filter(({ status }) => status === 429)
  console.table({
    'asked by the flood': { measured: flooded.length },
    ...Object.fromEntries(
      [...countsOf(flooded)].map(([status, count]) => [`  of it ${status}`, { measured: count }]),
    ),
    '429 without Retry-After': row(refused.filter(({ retryAfter }) => !retryAfter).length, 0),
    'refused, p95 ms': { measured: ms(refused, 0.95) },
    'the other person: reads, p95 ms': row(ms(reads, 0.95), 2_000),
    'the other person: saves, p95 ms': row(ms(saves, 0.95), 2_000),
    'the other person: not answered with 200': row(
      [...reads, ...saves].filter(({ status }) => status !== 200).length,
      0,
    ),
    'rate codes of the engine': row(rates, 0),
    'recovered after, ms': row(recoveredMs, PATIENCE_MS),
  })
  if (refused.length === 0) broken += 1
  flood.close()
  calm.close()
} finally {
  await servers.stop()
}
process.exit(broken === 0 ? 0 : 1)

async function sender(email: string) {
  const { password } = await addPerson('editor', email)
  return createSender(consoleUrl, headersOf(await signIn(email, password)))
}

/** A read twice a second and a save every second, each begun whether or not the one before is done. */
async function work({ send }: Awaited<ReturnType<typeof sender>>, seconds: number) {
  let at: string | null = null
  const saving = atRate(1, seconds, async (nth) => {
    const to = String(nth)
    const answer = await send(save('calm', at, to))
    at = answer.status === 200 ? to : at
    return answer
  })
  const reading = atRate(2, seconds, () => send(read('calm')))
  return { saves: await saving, reads: await reading }
}

/** How long after the flood its own person is served again as ever. */
async function recovery({ send }: Awaited<ReturnType<typeof sender>>): Promise<number> {
  const endedAt = performance.now()
  for (;;) {
    const { status, ms: took } = await send(read('flood-0'))
    const since = performance.now() - endedAt
    if ((status === 200 && took < RECOVERED_MS) || since > PATIENCE_MS) return Math.round(since)
    await sleep(50)
  }
}

async function rateCodes(): Promise<number> {
  const headers = { authorization: `Bearer ${TOKEN}` }
  const text = await (await fetch(`${consoleUrl}/api/metrics`, { headers })).text()
  const counts = text.matchAll(/engine_calls_total\{[^}]*class="rate"[^}]*\} (\d+)/g)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

function countsOf(answers: readonly Answered[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

function ms(answers: readonly Answered[], share: number): number {
  return Math.round(
    quantile(
      answers.map((answer) => answer.ms),
      share,
    ),
  )
}

/** A figure with the most it may be. */
function row(measured: number, limit: number) {
  if (!(measured <= limit)) broken += 1
  return { measured, limit }
}
