import { useSyncExternalStore } from 'react'
import { useCurrentUser } from '../hooks/current-user'

/** A room that was opened or pinned in this browser. */
export type RecentRoom = {
  slug: string
  id: string
  name: string
  pinned: boolean
  opened: boolean
}
type RoomName = Pick<RecentRoom, 'slug' | 'id' | 'name'>

/** Each person has their own list. The key without a person is that of earlier versions. */
const SHARED_KEY = 'rooms'
const toKey = (userId: string) => `${SHARED_KEY}:${userId}`
const MAX_UNPINNED = 8
const NO_ROOMS: readonly RecentRoom[] = []

/** Pinned rooms first, then newest first, by person. A missing list is read from storage. */
const cached = new Map<string, readonly RecentRoom[]>()
const listeners = new Set<() => void>()

/** Puts an opened room at the top of the list. */
export function addRecentRoom(userId: string, { slug, id, name }: RoomName): void {
  const rooms = readRooms(userId)
  const pinned = rooms.some((room) => room.slug === slug && room.pinned)
  writeRooms(userId, [{ slug, id, name, pinned, opened: true }, ...without(rooms, slug)])
}

/** Pins or unpins a room. Unpinning a room that was never opened here removes it from the list. */
export function togglePin(userId: string, { slug, id, name }: RoomName): void {
  const rooms = readRooms(userId)
  const room = rooms.find((each) => each.slug === slug)
  if (!room) writeRooms(userId, [{ slug, id, name, pinned: true, opened: false }, ...rooms])
  else if (room.pinned && !room.opened) writeRooms(userId, without(rooms, slug))
  else writeRooms(userId, [{ ...room, pinned: !room.pinned }, ...without(rooms, slug)])
}

/** Forgets the rooms of a person. */
export function removeRecentRooms(userId: string): void {
  cached.set(userId, NO_ROOMS)
  try {
    localStorage.removeItem(toKey(userId))
  } catch {
    // Without storage, nothing was stored.
  }
  for (const listener of listeners) listener()
}

/** This person's recent rooms, pinned ones first. Empty on the server and during hydration. */
export function useRecentRooms(): readonly RecentRoom[] {
  const userId = useCurrentUser()?.id
  const getRooms = () => (userId === undefined ? NO_ROOMS : readRooms(userId))
  return useSyncExternalStore(subscribe, getRooms, () => NO_ROOMS)
}

const without = (rooms: readonly RecentRoom[], slug: string) =>
  rooms.filter((room) => room.slug !== slug)

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

function readRooms(userId: string): readonly RecentRoom[] {
  const rooms = cached.get(userId) ?? readStorage(userId)
  cached.set(userId, rooms)
  return rooms
}

function readStorage(userId: string): readonly RecentRoom[] {
  try {
    const text = localStorage.getItem(toKey(userId)) ?? takeSharedList(userId)
    const rooms: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(rooms) && rooms.every(isRecentRoom) ? rooms : NO_ROOMS
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

function isRecentRoom(room: unknown): room is RecentRoom {
  const { slug, id, name, pinned, opened } = (room ?? {}) as Partial<RecentRoom>
  const texts = [slug, id, name].every((text) => typeof text === 'string')
  return texts && typeof pinned === 'boolean' && typeof opened === 'boolean'
}

function writeRooms(userId: string, rooms: readonly RecentRoom[]): void {
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
