// Only what each page of a room needs at first; `recent-room-list.ts` has the rest.

/** A room that was opened in this browser. */
export type RecentRoom = { slug: string; id: string; name: string }

/** As stored: earlier versions pinned rooms in the browser, also without opening them. */
export type StoredRoom = RecentRoom & { pinned: boolean; opened: boolean }

/** Each person has their own list. The key without a person is that of earlier versions. */
export const SHARED_KEY = 'rooms'
export const toRoomsKey = (userId: string) => `${SHARED_KEY}:${userId}`
const MAX_UNPINNED = 8
export const NO_ROOMS: readonly StoredRoom[] = []

/** Newest first, by person. A missing list is read from storage. */
export const cachedRooms = new Map<string, readonly StoredRoom[]>()
export const roomListeners = new Set<() => void>()

/** Puts an opened room at the top of the list. */
export function addRecentRoom(userId: string, { slug, id, name }: RecentRoom): void {
  const rooms = readRooms(userId)
  const pinned = rooms.some((room) => room.slug === slug && room.pinned)
  const others = rooms.filter((room) => room.slug !== slug)
  writeRooms(userId, [{ slug, id, name, pinned, opened: true }, ...others])
}

export function readRooms(userId: string): readonly StoredRoom[] {
  const rooms = cachedRooms.get(userId) ?? readStorage(userId)
  cachedRooms.set(userId, rooms)
  return rooms
}

function readStorage(userId: string): readonly StoredRoom[] {
  try {
    const text = localStorage.getItem(toRoomsKey(userId)) ?? takeSharedList(userId)
    const rooms: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(rooms) && rooms.every(isStoredRoom) ? rooms : NO_ROOMS
  } catch {
    // Private windows can refuse storage, and the stored text may not be JSON.
    return NO_ROOMS
  }
}

/** The list of earlier versions goes to the person who is there first, once. */
function takeSharedList(userId: string): string | null {
  const text = localStorage.getItem(SHARED_KEY)
  if (text === null) return null
  localStorage.setItem(toRoomsKey(userId), text)
  localStorage.removeItem(SHARED_KEY)
  return text
}

function isStoredRoom(room: unknown): room is StoredRoom {
  const { slug, id, name, pinned, opened } = (room ?? {}) as Partial<StoredRoom>
  const texts = [slug, id, name].every((text) => typeof text === 'string')
  return texts && typeof pinned === 'boolean' && typeof opened === 'boolean'
}

export function writeRooms(userId: string, rooms: readonly StoredRoom[]): void {
  const pinned = rooms.filter((room) => room.pinned)
  const kept = [...pinned, ...rooms.filter((room) => !room.pinned).slice(0, MAX_UNPINNED)]
  cachedRooms.set(userId, kept)
  try {
    localStorage.setItem(toRoomsKey(userId), JSON.stringify(kept))
  } catch {
    // Without storage the list lasts as long as this page.
  }
  for (const listener of roomListeners) listener()
}
