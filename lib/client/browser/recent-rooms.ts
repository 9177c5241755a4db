import { useSyncExternalStore } from 'react'
import { useCurrentUser } from '../hooks/current-user'

/** A room that was opened in this browser. */
export type RecentRoom = { slug: string; id: string; name: string }

/** As stored: earlier versions pinned rooms in the browser, also without opening them. */
type StoredRoom = RecentRoom & { pinned: boolean; opened: boolean }

/** Each person has their own list. The key without a person is that of earlier versions. */
const SHARED_KEY = 'rooms'
const toKey = (userId: string) => `${SHARED_KEY}:${userId}`
const MAX_UNPINNED = 8
const NO_ROOMS: readonly StoredRoom[] = []

/** Newest first, by person. A missing list is read from storage. */
const cached = new Map<string, readonly StoredRoom[]>()
const listeners = new Set<() => void>()

/** Puts an opened room at the top of the list. */
export function addRecentRoom(userId: string, { slug, id, name }: RecentRoom): void {
  const rooms = readRooms(userId)
  const pinned = rooms.some((room) => room.slug === slug && room.pinned)
  const others = rooms.filter((room) => room.slug !== slug)
  writeRooms(userId, [{ slug, id, name, pinned, opened: true }, ...others])
}

/** The rooms that an earlier version pinned in this browser, until the server has them. */
export const readBrowserPins = (userId: string): RecentRoom[] =>
  readRooms(userId)
    .filter((room) => room.pinned)
    .map(({ slug, id, name }) => ({ slug, id, name }))

/** The server has them. Those that were opened stay in the list. */
export function removeBrowserPins(userId: string): void {
  const opened = readRooms(userId).filter((room) => room.opened)
  writeRooms(
    userId,
    opened.map((room) => ({ ...room, pinned: false })),
  )
}

/** Forgets the rooms of a person. */
export function removeRecentRooms(userId: string): void {
  cached.delete(userId)
  try {
    localStorage.removeItem(toKey(userId))
  } catch {
    // Without storage, nothing was stored.
  }
  for (const listener of listeners) listener()
}

/** This person's recent rooms, newest first. Empty on the server and during hydration. */
export function useRecentRooms(): readonly RecentRoom[] {
  const userId = useCurrentUser()?.id
  const getRooms = () => (userId === undefined ? NO_ROOMS : readRooms(userId))
  return useSyncExternalStore(subscribe, getRooms, () => NO_ROOMS)
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== null && !event.key.startsWith(SHARED_KEY)) return
    cached.clear()
    listener()
  }
  listeners.add(listener)
  addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', onStorage)
  }
}

function readRooms(userId: string): readonly StoredRoom[] {
  const rooms = cached.get(userId) ?? readStorage(userId)
  cached.set(userId, rooms)
  return rooms
}

function readStorage(userId: string): readonly StoredRoom[] {
  try {
    const text = localStorage.getItem(toKey(userId)) ?? takeSharedList(userId)
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
  localStorage.setItem(toKey(userId), text)
  localStorage.removeItem(SHARED_KEY)
  return text
}

function isStoredRoom(room: unknown): room is StoredRoom {
  const { slug, id, name, pinned, opened } = (room ?? {}) as Partial<StoredRoom>
  const texts = [slug, id, name].every((text) => typeof text === 'string')
  return texts && typeof pinned === 'boolean' && typeof opened === 'boolean'
}

function writeRooms(userId: string, rooms: readonly StoredRoom[]): void {
  const pinned = rooms.filter((room) => room.pinned)
  const kept = [...pinned, ...rooms.filter((room) => !room.pinned).slice(0, MAX_UNPINNED)]
  cached.set(userId, kept)
  try {
    localStorage.setItem(toKey(userId), JSON.stringify(kept))
  } catch {
    // Without storage the list lasts as long as this page.
  }
  for (const listener of listeners) listener()
}
