import 'server-only'
import type { Entry } from '@/lib/shared/metadata/entry'
import { isLineFull } from '../engine/is-queue-full'

/** Entries as the engine gave them; `readAt` (ISO 8601) is when that read began: they are at least as new as that. */
export type VerifiedEntries = { entries: Entry[]; readAt: string }

/**
 * Rooms as last read, for the minutes in which the engine does not answer, and for the second in which a whole crew
 * asks for the same room.
 */
export type Verified = {
  get(room: string): VerifiedEntries | null
  /** Kept unless a later read is known. */
  set(room: string, read: VerifiedEntries): void
  forget(room: string): void
  /**
   * The room as of the last second: what was read, or what `read` gives, which is called once for all who ask
   * meanwhile, and whose failure is theirs as well, but for a refusal of who came first by the waiting line. Not for a
   * save: that reads for itself.
   */
  shared(room: string, read: () => Promise<Entry[]>): Promise<VerifiedEntries>
  /** The room, or any room, may have changed: reads that began until now are shared no more. */
  outdate(room?: string): void
}

const SHARED_MS = 1_000

/** In memory and bounded: at 18 KB a room at the most, 1,000 rooms are 18 MB. */
export function createVerified(capacity = 1000): Verified {
  const rooms = new Map<string, VerifiedEntries>()
  const underWay = new Map<string, Promise<VerifiedEntries>>()
  const outdated = new Map<string, number>()
  let allOutdated = 0

  function set(room: string, read: VerifiedEntries) {
    const last = rooms.get(room)
    if (last && last.readAt > read.readAt) return
    rooms.delete(room)
    rooms.set(room, read)
    for (const oldest of rooms.keys()) {
      if (rooms.size <= capacity) break
      rooms.delete(oldest)
    }
  }

  function fresh(room: string): VerifiedEntries | null {
    const last = rooms.get(room)
    if (!last) return null
    const begun = Date.parse(last.readAt)
    const least = Math.max(allOutdated, outdated.get(room) ?? 0)
    return begun > least && begun > Date.now() - SHARED_MS ? last : null
  }

  function begin(room: string, read: () => Promise<Entry[]>): Promise<VerifiedEntries> {
    const readAt = new Date().toISOString()
    const reading = read().then((entries) => {
      const told = { entries, readAt }
      set(room, told)
      return told
    })
    const end = () => underWay.get(room) === reading && underWay.delete(room)
    // A failure stays for a moment, so that an engine in trouble is not asked by each of them.
    reading.then(end, () => setTimeout(end, SHARED_MS).unref())
    underWay.set(room, reading)
    return reading
  }

  return {
    get: (room) => rooms.get(room) ?? null,
    set,
    forget: (room) => void rooms.delete(room),
    async shared(room, read) {
      const theirs = fresh(room) ?? underWay.get(room)
      if (!theirs) return begin(room, read)
      try {
        return await theirs
      } catch (error) {
        if (isLineFull(error)) return begin(room, read)
        throw error
      }
    },
    outdate(room) {
      if (room === undefined) {
        allOutdated = Date.now()
        underWay.clear()
        return
      }
      const at = Date.now()
      outdated.set(room, at)
      underWay.delete(room)
      const old = () => outdated.get(room) === at && outdated.delete(room)
      // By then whatever began before is too old by itself.
      setTimeout(old, SHARED_MS).unref()
    },
  }
}
