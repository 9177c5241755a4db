import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Room } from '@/lib/shared/metadata/room'

/** The metadata of a room as last read; `readAt` is ISO 8601. */
export type KnownEntries = { entries: Entry[]; readAt: string; changeId: string | null }

/** Who made the newest change of a room that had an effect, and when. */
export type LastChange = Pick<Change, 'id' | 'at' | 'source' | 'by' | 'claimedBy'>

/** A room with what the directory knows of it; null is not known. */
export type KnownRoom = {
  room: Room
  known: KnownEntries | null
  lastChange: LastChange | null
}

/**
 * A room that someone keeps an eye on, also after it has ended. `known` is its newest state that any
 * process has read or written.
 */
export type WatchedRoom = Omit<KnownRoom, 'lastChange'> & {
  hasEnded: boolean
  lastChange: (LastChange & { keys: string[] }) | null
}

/**
 * What a process has read of a room; absent parts stay as they are.
 * - `room`: its name and the like. `crawl`: it was met by this walk through the room list.
 * - `read`: all of its metadata.
 * - `hasChanged`: the journal has a new change of it.
 * - `hasEnded`: the Live service does not know it any more.
 */
export type RoomUpdate = {
  id: string
  room?: Room
  crawl?: number
  read?: KnownEntries
  hasChanged?: boolean
  hasEnded?: boolean
}

/** `problem` and `ref` say why the newest call of the room list failed. Times are epoch ms. */
export type DirectoryState = {
  /** The number of the newest complete crawl. */
  crawl: number
  /** When the first page was last read. */
  firstPageAt: number | null
  /** When the newest complete crawl started. */
  crawlStartedAt: number | null
  /** How many rooms there are. */
  rooms: number
  problem: string | null
  ref: string | null
}
