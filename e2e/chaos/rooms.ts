import { setTimeout as sleep } from 'node:timers/promises'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { Dice } from './dice'
import { APP, type Engine } from './engine'
import type { World } from './operator'

/** A person has five streams at the most. */
const WATCHED_EACH = 5

/** Rooms of all sorts: empty, ordinary, full to the last key, full to the last byte. */
export async function makeRooms(engine: Engine, dice: Dice, count: number): Promise<string[]> {
  const rooms: string[] = []
  for (let n = 0; n < count; n++) {
    const id = n % 5 === 0 ? `chaos/${n} ?#~.` : `chaos-${n}`
    const keys = dice.pick([0, 3, 6, LIMITS.keys])
    const length = n % 7 === 0 ? Math.floor(LIMITS.totalBytes / LIMITS.keys) : 8
    const entries = Array.from({ length: keys }, (_, at) => {
      return [`start${at}`, `start ${n}.${at}`.padEnd(length, '.')] as const
    })
    await engine.makeRoom(id, new Map(entries))
    // The engine takes 200 a second.
    await sleep(6)
    rooms.push(id)
  }
  return rooms
}

/** Apps write keys of their own all the while, half of the time where somebody watches. */
export async function runApps(
  engine: Engine,
  dice: Dice,
  rooms: readonly string[],
  gone: AbortSignal,
): Promise<void> {
  for (let n = 0; !gone.aborted; n++) {
    await sleep(dice.whole(50, 600))
    const room = dice.pick(dice.chance(0.5) ? rooms.slice(0, WATCHED_EACH) : rooms)
    await engine.appWrites(room, `${APP}${dice.whole(1, 2)}`, `app ${n}`)
  }
}

/** Pages that stay open on some rooms, so that these are followed; a console that dies takes its streams with it. */
export async function watchRooms(world: World, dice: Dice, gone: AbortSignal): Promise<void> {
  const visits = world.doors.flatMap((door, n) =>
    world.rooms.slice(n, n + WATCHED_EACH).map((room) => ({ door, room })),
  )
  await Promise.all(
    visits.map(async ({ door, room }) => {
      while (!gone.aborted) {
        await door.watch(dice.pick(world.urls), room, gone)
        await sleep(dice.whole(200, 1_000))
      }
    }),
  )
}
