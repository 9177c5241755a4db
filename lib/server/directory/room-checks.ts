import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import type { Rooms } from '../db/repositories/rooms/rooms'
import type { EngineClient } from '../engine/client'
import type { Log } from '../runtime/log'
import type { DirectoryWriter } from './directory-writer'

export type RoomChecksDeps = {
  engine: Pick<EngineClient, 'readRoom'>
  rooms: Pick<Rooms, 'find' | 'listUnseen'>
  writer: Pick<DirectoryWriter, 'add'>
  log: Log
}

/** Far below the documented 200 calls a second (docs/live-api.md#get_room_info). */
const PAUSE_MS = 50
const BATCH_SIZE = 100
/** A flood of webhooks cannot grow the memory; the crawl finds the rooms that are left out. */
const MAX_REQUESTED = 2_000

/**
 * Reads single rooms: those of webhooks first, then those that a complete crawl has missed. A room
 * that the Live service does not know has ended. A private room enters the directory when a person
 * opens it, not through a webhook.
 */
export function createRoomChecks(
  { engine, rooms, writer, log }: RoomChecksDeps,
  clock: () => number,
) {
  const requested = new Set<string>()
  /** The rooms that the last complete crawl has missed, page by page. */
  let unseen: { crawl: number; after: string; page: string[] } | null = null
  let nextAt = clock()

  async function findNext(): Promise<string | null> {
    const [first] = requested
    if (first !== undefined) {
      requested.delete(first)
      return first
    }
    if (!unseen) return null
    if (unseen.page.length === 0) {
      const { crawl, after } = unseen
      unseen.page = await rooms.listUnseen({ crawl, after, limit: BATCH_SIZE })
    }
    const next = unseen.page.shift()
    if (next === undefined) unseen = null
    else unseen.after = next
    return next ?? null
  }

  async function check(id: string, crawl: number | undefined, deadline: number) {
    const ref = randomUUID()
    try {
      const call = { deadline, ref, requester: 'crawler', isBackground: true }
      const room = await engine.readRoom(id, call)
      if (room.isPublic === false && !(await rooms.find(id))) return
      writer.add({ id, room, ...(crawl !== undefined && { crawl }) })
    } catch (error) {
      const code = error instanceof Problem ? error.code : null
      if (code === 'room.gone') writer.add({ id, hasEnded: true })
      // The next crawl checks it again.
      else log.debug({ event: 'crawl', ref, room: id, err: code ?? error })
    }
  }

  return {
    request(roomId: string) {
      if (requested.size < MAX_REQUESTED) requested.add(roomId)
    },
    /** The crawl `crawl` is complete. */
    checkUnseen(crawl: number) {
      unseen = { crawl, after: '', page: [] }
    },
    nextAt: () => (requested.size > 0 || unseen ? nextAt : clock() + 1_000),
    /** Makes at most one call. */
    async step(deadline: number): Promise<void> {
      if (clock() < nextAt) return
      const crawl = unseen?.crawl
      const id = await findNext()
      if (id === null) return
      nextAt = clock() + PAUSE_MS
      await check(id, crawl, deadline)
    },
  }
}
