import { setTimeout as sleep } from 'node:timers/promises'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { APP_KEY_PREFIX, type LiveService } from './live-service'
import type { Simulation } from './operator'
import type { SeededRandom } from './seeded-random'

/** The console allows five event streams for each person. */
const STREAMS_PER_PERSON = 5

/** Creates rooms that are empty, ordinary, full of keys or full of bytes; returns their ids. */
export async function createRooms(
  liveService: LiveService,
  random: SeededRandom,
  count: number,
): Promise<string[]> {
  const rooms: string[] = []
  for (let n = 0; n < count; n++) {
    const id = n % 5 === 0 ? `chaos/${n} ?#~.` : `chaos-${n}`
    const keyCount = random.pick([0, 3, 6, LIMITS.keys])
    const length = n % 7 === 0 ? Math.floor(LIMITS.totalBytes / LIMITS.keys) : 8
    const entries = Array.from({ length: keyCount }, (_, at) => {
      return [`start${at}`, `start ${n}.${at}`.padEnd(length, '.')] as const
    })
    await liveService.createRoom(id, new Map(entries))
    // Stays below the rate limit of 200 calls a second.
    await sleep(6)
    rooms.push(id)
  }
  return rooms
}

/** Writes app keys until `signal` aborts, half of the time to rooms that are watched. */
export async function runApps(
  liveService: LiveService,
  random: SeededRandom,
  rooms: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    await sleep(random.integer(50, 600))
    const room = random.pick(random.chance(0.5) ? rooms.slice(0, STREAMS_PER_PERSON) : rooms)
    await liveService.writeAsApp(room, `${APP_KEY_PREFIX}${random.integer(1, 2)}`, `app ${n}`)
  }
}

/** Keeps event streams of some rooms open until `signal` aborts, and reopens them after a kill. */
export async function watchRooms(
  { clients, rooms, urls }: Simulation,
  random: SeededRandom,
  signal: AbortSignal,
): Promise<void> {
  const streams = clients.flatMap((client, n) =>
    rooms.slice(n, n + STREAMS_PER_PERSON).map((room) => ({ client, room })),
  )
  await Promise.all(
    streams.map(async ({ client, room }) => {
      while (!signal.aborted) {
        await client.watchRoom(random.pick(urls), room, signal)
        await sleep(random.integer(200, 1_000))
      }
    }),
  )
}
