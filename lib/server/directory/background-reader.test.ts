import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../db/database'
import { createRooms } from '../db/repositories/rooms/rooms'
import { createWorkerLeases } from '../db/repositories/worker-leases'
import { createStoreSettings, isAvailable } from '../db/testing/databases'
import { createLog } from '../runtime/log'
import { createBackgroundReader } from './background-reader'
import { createCrawler } from './crawler'
import { createDirectoryWriter } from './directory-writer'
import { createLeaderLease } from './leader-lease'
import { createListedRooms, createListingLiveService } from './testing/listed-rooms'

/** The documented limit of the room list: docs/live-api.md#get_room_list. */
const CALLS_PER_SECOND = 10
/** What the crawl of all replicas leaves to connection tests and to other users of the app. */
const CRAWL_CALLS_PER_SECOND = 8

/** Two processes on one PostgreSQL, with one clock for both. */
async function startTwo() {
  const settings = await createStoreSettings('postgres')
  let now = 1_000_000
  const clock = () => now
  const liveService = createListingLiveService(createListedRooms(2_000), clock)
  const log = createLog('silent')
  const start = async (name: string) => {
    const database = await openDatabase(settings)
    onTestFinished(() => database.close())
    const rooms = createRooms(database)
    const writer = createDirectoryWriter(rooms, log)
    const crawler = createCrawler({ engine: liveService.as(name), rooms, writer, log }, clock)
    const lease = createLeaderLease(createWorkerLeases(database), 'job', false, clock, name)
    let renewAt = now
    let stepAt = now
    let isRunning = true
    return {
      rooms,
      lease,
      stop: () => {
        isRunning = false
      },
      async tick() {
        if (isRunning && now >= renewAt) {
          const wasHeld = lease.heldUntil() > now
          renewAt = now + (await lease.renew())
          if (!wasHeld) crawler.restart()
        }
        if (isRunning && now >= stepAt) stepAt = now + (await crawler.step(lease.heldUntil()))
      },
    }
  }
  const both = [await start('one'), await start('two')] as const
  const run = async (seconds: number) => {
    for (const until = now + seconds * 1_000; now < until; now += 50) {
      for (const each of both) await each.tick()
    }
  }
  return { both, run, liveService, clock }
}

describe.skipIf(!isAvailable('postgres'))('two replicas', () => {
  it('never crawl at once, whether one stops in order, dies or is paused', async () => {
    const { both, run, liveService, clock } = await startTwo()
    const [one, two] = both
    await run(40)
    expect((await two.rooms.readState()).rooms).toBe(2_000)
    expect(new Set(liveService.calls.map(({ by }) => by))).toEqual(new Set(['one']))
    one.stop()
    const diedAt = clock()
    await run(40)
    const later = liveService.calls.filter(({ at }) => at >= diedAt)
    expect(new Set(later.map(({ by }) => by))).toEqual(new Set(['two']))
    // The lease has to expire first.
    expect((later[0]?.at ?? 0) - diedAt).toBeGreaterThan(10_000)

    const lists = liveService.calls.filter(({ command }) => command === 'list')
    const mostInASecond = Math.max(
      ...lists.map(
        ({ at }) => lists.filter((call) => call.at >= at && call.at < at + 1_000).length,
      ),
    )
    expect(mostInASecond).toBeLessThanOrEqual(CRAWL_CALLS_PER_SECOND)
    expect(CRAWL_CALLS_PER_SECOND).toBeLessThan(CALLS_PER_SECOND)
  }, 60_000)

  it('hand over within seconds when one stops in order', async () => {
    const { both, run, liveService, clock } = await startTwo()
    const [one] = both
    await run(5)
    one.stop()
    await one.lease.release()
    const stoppedAt = clock()
    await run(8)
    const [next] = liveService.calls.filter(({ at }) => at >= stoppedAt)
    expect(next?.by).toBe('two')
    expect((next?.at ?? 0) - stoppedAt).toBeGreaterThan(1_000)
  }, 60_000)
})

it('stops only when nothing is on its way any more, and gives up its lease', async () => {
  const events: string[] = []
  const lease = {
    async renew() {
      events.push('renew')
      return 60_000
    },
    heldUntil: () => Number.POSITIVE_INFINITY,
    release: async () => void events.push('release'),
  }
  let endCall: (waitMs: number) => void = () => undefined
  const crawler = {
    restart: () => undefined,
    step: () =>
      new Promise<number>((resolve) => {
        events.push('call')
        endCall = resolve
      }),
  }
  const reader = createBackgroundReader({ lease, crawler, sweep: null, log: createLog('silent') })
  reader.start()
  await expect.poll(() => events).toContain('call')
  const stopped = reader.stop().then(() => events.push('stopped'))
  expect(events).not.toContain('release')
  endCall(0)
  await stopped
  expect(events).toEqual(['renew', 'call', 'release', 'stopped'])
})
