import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Room } from '@/lib/shared/metadata/room'
import type { JournalRecord } from '../db/repositories/journal/journal-types'
import type { FoundRooms, RoomListQuery } from '../db/repositories/rooms/list-rooms'
import type { DirectoryState, KnownRoom } from '../db/repositories/rooms/room-types'
import type { Rooms } from '../db/repositories/rooms/rooms'
import type { EngineClient } from '../engine/client'
import { isQueueFull } from '../engine/is-queue-full'
import type { DirectoryWriter } from './directory-writer'

/** `requester` as in the request queue of the engine client. */
type Caller = { ref: string; requester: string }

/** All known rooms, in the store: no call of the Live service answers a list or a search. */
export type RoomDirectory = {
  /** One page, and how fresh it is. Throws `request.malformed` and `journal.unavailable`. */
  list(query: RoomListQuery): Promise<FoundRooms & { state: DirectoryState }>
  /** A room without a call; null if it is unknown. */
  find(roomId: string): Promise<KnownRoom | null>
  /**
   * Reads one room from the Live service, public or private, and adds it to the directory. Callers
   * within a second share one read. Throws the problems of the engine client.
   */
  readRoom(roomId: string, call: Caller): Promise<Room>
  /** The room may have changed: a read that started before now is no longer shared. */
  invalidate(roomId: string): void
  /** The journal has a new change of the room. */
  noteChange(roomId: string): void
  /** Adds the metadata that a save has read back. */
  recordSave(record: JournalRecord): void
}

export type RoomDirectoryDeps = {
  engine: Pick<EngineClient, 'readRoom'>
  rooms: Pick<Rooms, 'list' | 'find' | 'readState' | 'isCrawling'>
  writer: Pick<DirectoryWriter, 'add'>
}

const DEADLINE_MS = 8_000
const SHARED_MS = 1_000
const FIRST_PAGE_WAIT_MS = 2_000
const FIRST_PAGE_POLL_MS = 50

export function createRoomDirectory({ engine, rooms, writer }: RoomDirectoryDeps): RoomDirectory {
  const sharedReads = new Map<string, Promise<Room>>()

  async function readRoom(roomId: string, caller: Caller): Promise<Room> {
    const shared = sharedReads.get(roomId)
    if (!shared) return startRead(roomId, caller)
    return shared.catch((error: unknown) => {
      if (isQueueFull(error)) return startRead(roomId, caller)
      throw error
    })
  }

  function startRead(roomId: string, caller: Caller): Promise<Room> {
    const promise = readAndRecord(roomId, caller)
    sharedReads.set(roomId, promise)
    const remove = () => sharedReads.get(roomId) === promise && sharedReads.delete(roomId)
    const removeLater = () => void setTimeout(remove, SHARED_MS).unref()
    promise.then(removeLater, removeLater)
    return promise
  }

  async function readAndRecord(roomId: string, caller: Caller): Promise<Room> {
    const deadline = performance.now() + DEADLINE_MS
    try {
      const room = await engine.readRoom(roomId, { deadline, ...caller })
      writer.add({ id: roomId, room })
      return room
    } catch (error) {
      const isGone = error instanceof Problem && error.code === 'room.gone'
      if (isGone) writer.add({ id: roomId, hasEnded: true })
      throw error
    }
  }

  /** A new installation has no rooms yet; while a process is reading them, that is worth a moment. */
  async function readUsedState(): Promise<DirectoryState> {
    const startedAt = performance.now()
    for (;;) {
      const state = await rooms.readState()
      const isNew = state.firstPageAt === null && state.problem === null
      if (!isNew || performance.now() > startedAt + FIRST_PAGE_WAIT_MS) return state
      if (!(await rooms.isCrawling())) return state
      await new Promise<void>((resolve) => setTimeout(resolve, FIRST_PAGE_POLL_MS))
    }
  }

  return {
    async list(query) {
      // The state comes first: it must not say that the rooms are newer than they are.
      const state = await readUsedState()
      return { ...(await rooms.list(query)), state }
    },
    find: rooms.find,
    readRoom,
    invalidate: (roomId) => void sharedReads.delete(roomId),
    noteChange: (roomId) => writer.add({ id: roomId, hasChanged: true }),
    recordSave({ change: { id, room, readAt }, after }) {
      if (!after || readAt === null) return
      writer.add({ id: room, read: { entries: after, readAt, changeId: id } })
    },
  }
}
