import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { consoleUrl } from '../addresses'
import { createRoom } from '../engine'
import { addPerson, type SignedIn, signIn } from '../people'
import { startServers } from '../servers'
import { quantile } from './load'

/**
 * Two hundred open pages of one room: how long it takes from a click on *Save* until the others have the new value,
 * read again by each as its browser does; then the console is asked to end in the middle of a save. Ends with 1 where
 * the median is over a second, or the end not in good order.
 */
const PEOPLE = 40
const STREAMS_EACH = 5
const SAVES = 20
const STREAMS = PEOPLE * STREAMS_EACH
const LIMIT_MS = 1_000
const END_MS = 20_000
const PATH = '/api/rooms/bench-watched'

const servers = await startServers()
const gone = new AbortController()
try {
  await createRoom('bench-watched', 'Watched room', [['banner', 'save 0']])
  const cookies: string[] = []
  for (let n = 0; n < PEOPLE; n++) {
    const { email, password } = await addPerson('editor', `watcher-${n}@example.com`)
    cookies.push(cookieOf(await signIn(email, password)))
  }
  const told: number[] = []
  let saving = { value: '', startedAt: 0 }
  const waiting = new Set<Promise<void>>()
  /** What a page does with a nudge. */
  async function readAgain(cookie: string, seen: { value: string }) {
    const { value, startedAt } = saving
    const text = await (
      await fetch(`${consoleUrl}${PATH}/metadata`, { headers: { cookie } })
    ).text()
    if (saving.value !== value || seen.value === value || !text.includes(`"${value}"`)) return
    seen.value = value
    told.push(performance.now() - startedAt)
  }
  let watching = 0
  async function watch(cookie: string) {
    const seen = { value: 'save 0' }
    const address = `${consoleUrl}${PATH}/events`
    const response = await fetch(address, { headers: { cookie }, signal: gone.signal })
    const decoder = new TextDecoder()
    watching++
    for await (const chunk of response.body ?? []) {
      if (!decoder.decode(chunk, { stream: true }).includes('event: changed')) continue
      const reading = readAgain(cookie, seen).finally(() => waiting.delete(reading))
      waiting.add(reading)
    }
  }
  for (const cookie of cookies) {
    for (let n = 0; n < STREAMS_EACH; n++) {
      watch(cookie)
        .catch(() => undefined)
        .finally(() => watching--)
    }
  }
  await sleep(2_000)
  const open = watching
  const saves: number[] = []
  for (let n = 1; n <= SAVES; n++) {
    saving = { value: `save ${n}`, startedAt: performance.now() }
    await save(cookies[n % PEOPLE] ?? '', PATH, `save ${n - 1}`, saving.value)
    saves.push(performance.now() - saving.startedAt)
    await sleep(1_000)
    await Promise.all(waiting)
  }
  const median = Math.round(quantile(told, 0.5))
  const end = await endInMidSave(cookies[0] ?? '')
  console.table({
    'streams open': { measured: open, limit: STREAMS },
    'pages that had a new value, of those that should': {
      measured: told.length,
      limit: SAVES * STREAMS,
    },
    'from the click to the others’ screens, ms median': { measured: median, limit: LIMIT_MS },
    'the same, p95': { measured: Math.round(quantile(told, 0.95)) },
    'of it the save itself, ms median': { measured: Math.round(quantile(saves, 0.5)) },
    'SIGTERM with a save under way, exit code': { measured: end.code, limit: 0 },
    'from SIGTERM to the end, ms': { measured: end.ms, limit: END_MS },
    'streams still open after it': { measured: watching, limit: 0 },
  })
  const complete = told.length === SAVES * STREAMS && open === STREAMS && watching === 0
  if (!(median <= LIMIT_MS && complete && end.code === 0 && end.ms <= END_MS)) process.exitCode = 1
} finally {
  gone.abort()
  await servers.stop()
}

/** A practice room whose writes take their time; the save is answered although the process has been asked to end. */
async function endInMidSave(cookie: string) {
  const slow = '/api/rooms/practice-slow'
  const saving = save(cookie, slow, 'Practice makes calm', 'saved at the very end')
  await sleep(500)
  const askedAt = performance.now()
  const code = await servers.endConsole()
  await saving
  return { code, ms: Math.round(performance.now() - askedAt) }
}

async function save(cookie: string, room: string, from: string, to: string): Promise<void> {
  const response = await fetch(`${consoleUrl}${room}/metadata`, {
    method: 'PATCH',
    headers: {
      cookie,
      origin: consoleUrl,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ changes: [{ key: 'banner', from, to }] }),
  })
  if (!response.ok) throw new Error(`save: ${response.status} ${await response.text()}`)
}

function cookieOf({ cookies }: SignedIn): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
