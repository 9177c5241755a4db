import { useSyncExternalStore } from 'react'

/** A room opened on this device, or pinned from the list; newest first, pinned ones before the others. */
export type RecentRoom = {
  slug: string
  id: string
  name: string
  pinned: boolean
  opened: boolean
}
type Named = Pick<RecentRoom, 'slug' | 'id' | 'name'>

const KEY = 'rooms'
const KEPT = 8
const NONE: readonly RecentRoom[] = []

let known: readonly RecentRoom[] | null = null
const listeners = new Set<() => void>()

/** Puts a room first among those opened on this device. */
export function rememberRoom({ slug, id, name }: Named): void {
  const pinned = read().some((room) => room.slug === slug && room.pinned)
  write([{ slug, id, name, pinned, opened: true }, ...without(slug)])
}

/** Pins a room, or takes the pin away; one that was never opened here is then forgotten. */
export function togglePin({ slug, id, name }: Named): void {
  const room = read().find((each) => each.slug === slug)
  if (!room) write([{ slug, id, name, pinned: true, opened: false }, ...read()])
  else if (room.pinned && !room.opened) write(without(slug))
  else write([{ ...room, pinned: !room.pinned }, ...without(slug)])
}

/** Empty on the server and in the first paint. */
export function useRecentRooms(): readonly RecentRoom[] {
  return useSyncExternalStore(subscribe, read, () => NONE)
}

const without = (slug: string) => read().filter((room) => room.slug !== slug)

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== KEY) return
    known = null
    listener()
  }
  listeners.add(listener)
  addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', onStorage)
  }
}

function read(): readonly RecentRoom[] {
  known ??= stored()
  return known
}

function stored(): readonly RecentRoom[] {
  try {
    const rooms: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(rooms) && rooms.every(isRecent) ? rooms : NONE
  } catch {
    // Private windows refuse storage, and an older version may have written something else.
    return NONE
  }
}

function isRecent(room: unknown): room is RecentRoom {
  const { slug, id, name, pinned, opened } = (room ?? {}) as Partial<RecentRoom>
  const texts = [slug, id, name].every((text) => typeof text === 'string')
  return texts && typeof pinned === 'boolean' && typeof opened === 'boolean'
}

function write(rooms: readonly RecentRoom[]): void {
  const pinned = rooms.filter((room) => room.pinned)
  known = [...pinned, ...rooms.filter((room) => !room.pinned).slice(0, KEPT)]
  try {
    localStorage.setItem(KEY, JSON.stringify(known))
  } catch {
    // Kept for this page only.
  }
  for (const listener of listeners) listener()
}
