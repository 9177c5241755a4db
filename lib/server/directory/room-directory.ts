import 'server-only'
import { ROOMS_PER_PAGE, type Room } from '@/lib/shared/metadata/room'
import type { EngineClient } from '../engine/client'
import { isLineFull } from '../engine/is-queue-full'

/** Rooms this process has seen in the engine's list, and when the oldest part of them was read (ms). */
export type Known = { rooms: readonly Room[]; readAt: number }

/** `by` as in the engine's waiting line. */
type Caller = { ref: string; by: string }

export type RoomIndex = {
  /** One page of the engine's list, remembered on the way. Throws the client's problems. */
  page(cursor: string, count: number, call: Caller): Promise<{ rooms: Room[]; next: string }>
  /** All that is known; reads the whole list anew when the last full read is older than a minute. */
  known(call: { ref: string }): Promise<Known>
  /** What is known without asking anybody; `readAt` is when the list was last begun to be read, 0 = never. */
  last(): Known
  /** A room that was found to be gone. */
  forget(roomId: string): void
  /** One room, also one that is in no list, at most a second old: who asks meanwhile shares the read. */
  one(roomId: string, call: Caller): Promise<Room>
  /** The room may have changed: a read that began until now is shared no more. */
  outdate(roomId: string): void
}

const FRESH_MS = 60_000
/** How long a search waits for a first full read; a longer one goes on and the next search profits. */
const PATIENCE_MS = 1_500
/** The engine allows 10 list calls a second (contract §2.1); people paging by hand keep a part of them. */
const PAUSE_MS = 150
const DEADLINE_MS = 8_000
const SHARED_MS = 1_000

/**
 * The engine has no search and lists 20 rooms a call, so searching needs a list of our own. In memory: a
 * list is cheap to read again and wrong tomorrow. Private rooms are in no list and so never here.
 */
export function createRoomIndex(engine: EngineClient): RoomIndex {
  let rooms = new Map<string, Room>()
  let readAt = 0
  let begunAt = 0
  let crawl: Promise<void> | null = null
  const single = new Map<string, Promise<Room>>()

  async function page(cursor: string, count: number, caller: Caller) {
    const call = { deadline: Date.now() + DEADLINE_MS, ...caller }
    const found = await engine.listRooms({ cursor, count }, call)
    if (cursor === '') begunAt = Date.now()
    for (const room of found.rooms) rooms.set(room.id, room)
    return found
  }

  /** The list is sorted by a count that moves while it is read: rooms repeat and are told apart by id. */
  async function readAll(ref: string) {
    const startedAt = Date.now()
    const seen = new Map<string, Room>()
    const cursors = new Set<string>()
    for (let cursor = ''; !cursors.has(cursor); ) {
      cursors.add(cursor)
      const found = await page(cursor, ROOMS_PER_PAGE, { ref, by: 'room-index' })
      for (const room of found.rooms) seen.set(room.id, room)
      if (found.next === '') break
      cursor = found.next
      await pause(PAUSE_MS)
    }
    rooms = seen
    readAt = startedAt
  }

  async function one(roomId: string, caller: Caller): Promise<Room> {
    const shared = single.get(roomId)
    if (!shared) return readOne(roomId, caller)
    return shared.catch((error: unknown) => {
      if (isLineFull(error)) return readOne(roomId, caller)
      throw error
    })
  }

  function readOne(roomId: string, caller: Caller): Promise<Room> {
    const reading = engine.readRoom(roomId, { deadline: Date.now() + DEADLINE_MS, ...caller })
    single.set(roomId, reading)
    const end = () => single.get(roomId) === reading && single.delete(roomId)
    const later = () => void setTimeout(end, SHARED_MS).unref()
    reading.then(later, later)
    return reading
  }

  return {
    page,
    one,
    outdate: (roomId) => void single.delete(roomId),
    async known({ ref }) {
      if (Date.now() - readAt > FRESH_MS) {
        crawl ??= readAll(ref).finally(() => {
          crawl = null
        })
        // What a failed read leaves is still the best there is; its age is told.
        if (readAt === 0) await Promise.race([crawl, pause(PATIENCE_MS)])
        else crawl.catch(() => undefined)
      }
      return { rooms: [...rooms.values()], readAt: readAt || Date.now() }
    },
    last: () => ({ rooms: [...rooms.values()], readAt: begunAt }),
    forget: (roomId) => void rooms.delete(roomId),
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms).unref())
