import { useSyncExternalStore } from 'react'

/** A room that was opened or pinned in this browser. */
export type RecentRoom = {
  slug: string
  id: string
  name: string
  pinned: boolean
  opened: boolean
}
type RoomName = Pick<RecentRoom, 'slug' | 'id' | 'name'>

const STORAGE_KEY = 'rooms'
const MAX_UNPINNED = 8
const NO_ROOMS: readonly RecentRoom[] = []

/** Pinned rooms first, then newest first; null = read from storage next time. */
let cached: readonly RecentRoom[] | null = null
const listeners = new Set<() => void>()

/** Puts an opened room at the top of the list. */
export function addRecentRoom({ slug, id, name }: RoomName): void {
  const pinned = readRooms().some((room) => room.slug === slug && room.pinned)
  writeRooms([{ slug, id, name, pinned, opened: true }, ...without(slug)])
}

/** Pins or unpins a room. Unpinning a room that was never opened here removes it from the list. */
export function togglePin({ slug, id, name }: RoomName): void {
  const room = readRooms().find((each) => each.slug === slug)
  if (!room) writeRooms([{ slug, id, name, pinned: true, opened: false }, ...readRooms()])
  else if (room.pinned && !room.opened) writeRooms(without(slug))
  else writeRooms([{ ...room, pinned: !room.pinned }, ...without(slug)])
}

/** Recent rooms, pinned ones first. Empty on the server and during hydration. */
export function useRecentRooms(): readonly RecentRoom[] {
  return useSyncExternalStore(subscribe, readRooms, () => NO_ROOMS)
}

const without = (slug: string) => readRooms().filter((room) => room.slug !== slug)

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== STORAGE_KEY) return
    cached = null
    listener()
  }
  listeners.add(listener)
  addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', onStorage)
  }
}

function readRooms(): readonly RecentRoom[] {
  cached ??= readStorage()
  return cached
}

function readStorage(): readonly RecentRoom[] {
  try {
    const rooms: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(rooms) && rooms.every(isRecentRoom) ? rooms : NO_ROOMS
  } catch {
    // Private windows can refuse storage, and the stored text may not be JSON.
    return NO_ROOMS
  }
}

function isRecentRoom(room: unknown): room is RecentRoom {
  const { slug, id, name, pinned, opened } = (room ?? {}) as Partial<RecentRoom>
  const texts = [slug, id, name].every((text) => typeof text === 'string')
  return texts && typeof pinned === 'boolean' && typeof opened === 'boolean'
}

function writeRooms(rooms: readonly RecentRoom[]): void {
  const pinned = rooms.filter((room) => room.pinned)
  cached = [...pinned, ...rooms.filter((room) => !room.pinned).slice(0, MAX_UNPINNED)]
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(cached))
  } catch {
    // Without storage the list lasts as long as this page.
  }
  for (const listener of listeners) listener()
}
