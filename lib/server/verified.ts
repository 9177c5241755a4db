import 'server-only'
import type { Entry } from '@/lib/shared/entry'

/** Entries as the engine gave them at `readAt` (ISO 8601). */
export type VerifiedEntries = { entries: Entry[]; readAt: string }

/** The last verified entries of each room, for the minutes in which the engine does not answer. */
export type Verified = {
  get(room: string): VerifiedEntries | null
  set(room: string, read: VerifiedEntries): void
  forget(room: string): void
}

/** In memory and bounded: at 18 KB a room at the most, 1,000 rooms are 18 MB. */
export function createVerified(capacity = 1000): Verified {
  const rooms = new Map<string, VerifiedEntries>()
  return {
    get: (room) => rooms.get(room) ?? null,
    forget: (room) => void rooms.delete(room),
    set(room, read) {
      rooms.delete(room)
      rooms.set(room, read)
      for (const oldest of rooms.keys()) {
        if (rooms.size <= capacity) break
        rooms.delete(oldest)
      }
    },
  }
}
