import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRoom } from '../support/live-service'
import { addPerson, cookieHeader, signIn } from '../support/people'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import { quantile } from './load-generator'

/**
 * Opens two hundred event streams of one room and measures the time from a save until the other
 * pages have read the new value. Then stops the console during a save. Exits with 1 when the median
 * is over a second or the shutdown fails.
 */
const PEOPLE = 40
const STREAMS_PER_PERSON = 5
const SAVES = 20
const STREAMS = PEOPLE * STREAMS_PER_PERSON
const LIMIT_MS = 1_000
const SHUTDOWN_LIMIT_MS = 20_000
const ROOM_PATH = '/api/rooms/bench-watched'

const servers = await startServers()
const stopping = new AbortController()
try {
  await createRoom('bench-watched', 'Watched room', [['banner', 'save 0']])
  const cookies: string[] = []
  for (let n = 0; n < PEOPLE; n++) {
    const { email, password } = await addPerson('editor', `watcher-${n}@example.com`)
    cookies.push(cookieHeader(await signIn(email, password)))
  }
  const delays: number[] = []
  let currentSave = { value: '', startedAt: 0 }
  const reads = new Set<Promise<void>>()
  /** What a page does on an invalidation event. */
  async function readAgain(cookie: string, page: { value: string }) {
    const { value, startedAt } = currentSave
    const response = await fetch(`${consoleUrl}${ROOM_PATH}/metadata`, { headers: { cookie } })
    const text = await response.text()
    const isOutdated = currentSave.value !== value
    if (isOutdated || page.value === value || !text.includes(`"${value}"`)) return
    page.value = value
    delays.push(performance.now() - startedAt)
  }
  let openStreams = 0
  async function watch(cookie: string) {
    const page = { value: 'save 0' }
    const address = `${consoleUrl}${ROOM_PATH}/events`
    const response = await fetch(address, { headers: { cookie }, signal: stopping.signal })
    const decoder = new TextDecoder()
    openStreams++
    for await (const chunk of response.body ?? []) {
      if (!decoder.decode(chunk, { stream: true }).includes('event: changed')) continue
      const read = readAgain(cookie, page).finally(() => reads.delete(read))
      reads.add(read)
    }
  }
  for (const cookie of cookies) {
    for (let n = 0; n < STREAMS_PER_PERSON; n++) {
      watch(cookie)
        .catch(() => undefined)
        .finally(() => openStreams--)
    }
  }
  await sleep(2_000)
  const openBeforeSaves = openStreams
  const saveTimes: number[] = []
  for (let n = 1; n <= SAVES; n++) {
    currentSave = { value: `save ${n}`, startedAt: performance.now() }
    await saveBanner(cookies[n % PEOPLE] ?? '', ROOM_PATH, `save ${n - 1}`, currentSave.value)
    saveTimes.push(performance.now() - currentSave.startedAt)
    await sleep(1_000)
    await Promise.all(reads)
  }
  const medianMs = Math.round(quantile(delays, 0.5))
  const shutdown = await stopDuringSave(cookies[0] ?? '')
  console.table({
    'open streams': { measured: openBeforeSaves, limit: STREAMS },
    'updates that reached a page': { measured: delays.length, limit: SAVES * STREAMS },
    'from the save to the other pages, ms median': { measured: medianMs, limit: LIMIT_MS },
    'from the save to the other pages, ms p95': { measured: Math.round(quantile(delays, 0.95)) },
    'the save alone, ms median': { measured: Math.round(quantile(saveTimes, 0.5)) },
    'exit code after SIGTERM during a save': { measured: shutdown.code, limit: 0 },
    'from SIGTERM to the exit, ms': { measured: shutdown.ms, limit: SHUTDOWN_LIMIT_MS },
    'open streams after the exit': { measured: openStreams, limit: 0 },
  })
  const isComplete =
    delays.length === SAVES * STREAMS && openBeforeSaves === STREAMS && openStreams === 0
  const isCleanExit = shutdown.code === 0 && shutdown.ms <= SHUTDOWN_LIMIT_MS
  if (!(medianMs <= LIMIT_MS && isComplete && isCleanExit)) process.exitCode = 1
} finally {
  stopping.abort()
  await servers.stop()
}

/** Stops the console during a save to a slow practice room. Throws unless the save succeeds. */
async function stopDuringSave(cookie: string) {
  const path = '/api/rooms/practice-slow'
  const saving = saveBanner(cookie, path, 'Practice makes calm', 'saved at the very end')
  await sleep(500)
  const stoppedAt = performance.now()
  const code = await servers.stopConsole()
  await saving
  return { code, ms: Math.round(performance.now() - stoppedAt) }
}

async function saveBanner(cookie: string, path: string, from: string, to: string): Promise<void> {
  const response = await fetch(`${consoleUrl}${path}/metadata`, {
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
