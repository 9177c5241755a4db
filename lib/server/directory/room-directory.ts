import 'server-only'
import { ROOMS_PER_PAGE, type Room } from '@/lib/shared/metadata/room'
import type { EngineClient } from '../engine/client'
import { isQueueFull } from '../engine/is-queue-full'

/** Public rooms that this process has read; `readAt` (epoch ms) is the age of the oldest part. */
export type RoomListPage = { rooms: readonly Room[]; readAt: number }

/** `requester` as in the request queue of the engine client. */
type Caller = { ref: string; requester: string }

export type RoomDirectory = {
  /**
   * Reads one page of the room list and remembers its rooms. Throws the problems of the engine
   * client.
   */
  readPage(cursor: string, count: number, call: Caller): Promise<{ rooms: Room[]; next: string }>
  /** All known rooms. Reads the whole list again if the last full read is older than a minute. */
  listAll(call: { ref: string }): Promise<RoomListPage>
  /**
   * The known rooms without a call. `readAt` is when the first page was last read; 0 means never.
   */
  listCached(): RoomListPage
  /** Removes a room that no longer exists. */
  forget(roomId: string): void
  /** Reads one room, public or private. Callers within a second share one read. */
  readRoom(roomId: string, call: Caller): Promise<Room>
  /** The room may have changed: a read that started before now is no longer shared. */
  invalidate(roomId: string): void
}

const FRESH_MS = 60_000
/**
 * How long a search waits for the first full read. A longer read goes on, and the next search uses
 * it.
 */
const FIRST_READ_WAIT_MS = 1_500
/**
 * The Live API allows 10 list calls a second (docs/live-api.md#get_room_list); people who page need
 * some of them.
 */
const PAUSE_MS = 150
const DEADLINE_MS = 8_000
const SHARED_MS = 1_000

/**
 * The Live API has no search and lists 20 rooms per call, so a search needs a copy of the list. The
 * copy is in memory, because it is quick to read again and soon out of date. Private rooms are in
 * no list, so they are never found here.
 */
export function createRoomDirectory(
  engine: Pick<EngineClient, 'listRooms' | 'readRoom'>,
): RoomDirectory {
  let rooms = new Map<string, Room>()
  let fullReadAt = 0
  let isFreshUntil = Number.NEGATIVE_INFINITY
  let firstPageReadAt = 0
  let runningRead: Promise<void> | null = null
  const sharedReads = new Map<string, Promise<Room>>()

  async function readPage(cursor: string, count: number, caller: Caller) {
    const call = { deadline: performance.now() + DEADLINE_MS, ...caller }
    const page = await engine.listRooms({ cursor, count }, call)
    if (cursor === '') firstPageReadAt = Date.now()
    for (const room of page.rooms) rooms.set(room.id, room)
    return page
  }

  /**
   * The list is sorted by viewers, which change during the read, so a room can appear on several
   * pages.
   */
  async function readWholeList(ref: string) {
    const startedAt = Date.now()
    const freshUntil = performance.now() + FRESH_MS
    const seenRooms = new Map<string, Room>()
    const cursors = new Set<string>()
    for (let cursor = ''; !cursors.has(cursor); ) {
      cursors.add(cursor)
      const page = await readPage(cursor, ROOMS_PER_PAGE, { ref, requester: 'room-index' })
      for (const room of page.rooms) seenRooms.set(room.id, room)
      if (page.next === '') break
      cursor = page.next
      await sleep(PAUSE_MS)
    }
    rooms = seenRooms
    fullReadAt = startedAt
    isFreshUntil = freshUntil
  }

  async function readRoom(roomId: string, caller: Caller): Promise<Room> {
    const shared = sharedReads.get(roomId)
    if (!shared) return startRead(roomId, caller)
    return shared.catch((error: unknown) => {
      if (isQueueFull(error)) return startRead(roomId, caller)
      throw error
    })
  }

  function startRead(roomId: string, caller: Caller): Promise<Room> {
    const promise = engine.readRoom(roomId, {
      deadline: performance.now() + DEADLINE_MS,
      ...caller,
    })
    sharedReads.set(roomId, promise)
    const remove = () => sharedReads.get(roomId) === promise && sharedReads.delete(roomId)
    const removeLater = () => void setTimeout(remove, SHARED_MS).unref()
    promise.then(removeLater, removeLater)
    return promise
  }

  return {
    readPage,
    readRoom,
    invalidate: (roomId) => void sharedReads.delete(roomId),
    async listAll({ ref }) {
      if (performance.now() > isFreshUntil) {
        runningRead ??= readWholeList(ref).finally(() => {
          runningRead = null
        })
        // After a failed read the old list is still the best one; the response states its age.
        if (fullReadAt === 0) await Promise.race([runningRead, sleep(FIRST_READ_WAIT_MS)])
        else runningRead.catch(() => undefined)
      }
      return { rooms: [...rooms.values()], readAt: fullReadAt || Date.now() }
    },
    listCached: () => ({ rooms: [...rooms.values()], readAt: firstPageReadAt }),
    forget: (roomId) => void rooms.delete(roomId),
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
