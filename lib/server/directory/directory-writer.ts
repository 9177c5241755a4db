import 'server-only'
import type { KnownEntries, RoomUpdate } from '../db/repositories/rooms/room-types'
import type { Rooms } from '../db/repositories/rooms/rooms'
import type { Log } from '../runtime/log'

/** Collects what this process learns about rooms, and writes it in one transaction a second. */
export type DirectoryWriter = {
  /** Never throws. A later update of a room completes the earlier one. */
  add(update: RoomUpdate): void
  /** The last known metadata of a room, also while it waits to be written. */
  findKnown(roomId: string): Promise<KnownEntries | null>
  /** Resolves when everything added before is written, or has failed once. */
  flush(): Promise<void>
}

const INTERVAL_MS = 1_000
/** Rooms per transaction: a large one would keep a save waiting for the embedded store. */
const BATCH_SIZE = 100
/** While the store fails, newer rooms push out the oldest; they are read again anyway. */
const MAX_WAITING = 5_000

export function createDirectoryWriter(
  rooms: Pick<Rooms, 'write' | 'findKnown'>,
  log: Log,
): DirectoryWriter {
  let waiting = new Map<string, RoomUpdate>()
  let writing: ReadonlyMap<string, RoomUpdate> = new Map()
  let running = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  function add(update: RoomUpdate) {
    const before = waiting.get(update.id)
    waiting.delete(update.id)
    waiting.set(update.id, before ? mergeUpdates(before, update) : update)
    const [oldest] = waiting.keys()
    if (waiting.size > MAX_WAITING && oldest !== undefined) waiting.delete(oldest)
    timer ??= setTimeout(() => void flush(), INTERVAL_MS).unref()
  }

  async function writeWaiting() {
    clearTimeout(timer)
    timer = undefined
    writing = waiting
    waiting = new Map()
    const updates = [...writing.values()]
    for (let at = 0; at < updates.length; at += BATCH_SIZE) {
      const batch = updates.slice(at, at + BATCH_SIZE)
      await rooms.write(batch).catch((err: unknown) => {
        log.warn({ event: 'directory', rooms: batch.length, err })
        for (const update of batch) addBack(update)
      })
    }
    writing = new Map()
  }

  /** Updates that were added meanwhile are newer. */
  function addBack(update: RoomUpdate) {
    const newer = waiting.get(update.id)
    waiting.delete(update.id)
    add(newer ? mergeUpdates(update, newer) : update)
  }

  function flush(): Promise<void> {
    running = running.then(writeWaiting)
    return running
  }

  return {
    add,
    flush,
    async findKnown(roomId) {
      const update = waiting.get(roomId) ?? writing.get(roomId)
      if (update?.hasEnded) return null
      return update?.read ?? rooms.findKnown(roomId)
    },
  }
}

function mergeUpdates(before: RoomUpdate, after: RoomUpdate): RoomUpdate {
  if (after.hasEnded) return after
  const { hasEnded: _, ...earlier } = before
  // The room was there again, so what was known before it ended no longer counts.
  if (before.hasEnded) return after.room ? after : before
  const isOlderRead = before.read && after.read && after.read.readAt < before.read.readAt
  return { ...earlier, ...after, ...(isOlderRead && { read: before.read }) }
}
