import { setTimeout as sleep } from 'node:timers/promises'
import { createRoom } from '../support/live-service'
import { startServers } from '../support/servers'
import { quantile } from './load-generator'
import { bannerOf, openPages, saveBanner, signInForPages } from './watching-pages'

/**
 * Opens two hundred event streams of one room and measures the time from a save until the other
 * pages have read the new value. Then stops the console during a save. Exits with 1 when the median
 * is over a second or the shutdown fails.
 */
const STREAMS = 200
const SAVES = 20
const LIMIT_MS = 1_000
const SHUTDOWN_LIMIT_MS = 20_000
const ROOM = 'bench-watched'

const servers = await startServers()
let pages: ReturnType<typeof openPages> | undefined
try {
  await createRoom(ROOM, 'Watched room', [['banner', bannerOf(0)]])
  const cookies = await signInForPages(STREAMS)
  pages = openPages(ROOM, cookies)
  const { delays, countStreams } = pages
  await sleep(2_000)
  const openBeforeSaves = countStreams()
  const saveTimes: number[] = []
  for (let n = 1; n <= SAVES; n++) {
    saveTimes.push(await pages.save(cookies[(n * 5) % STREAMS] ?? '', n))
    await sleep(1_000)
    await pages.waitForReads()
  }
  const medianMs = Math.round(quantile(delays, 0.5))
  const shutdown = await stopDuringSave(cookies[0] ?? '')
  const openStreams = countStreams()
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
  pages?.close()
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
