import { useSyncExternalStore } from 'react'
import * as z from 'zod/mini'

/** A room opened on this device, newest first; pinned ones stay. */
const recentSchema = z.object({
  slug: z.string(),
  id: z.string(),
  name: z.string(),
  pinned: z.boolean(),
})
export type RecentRoom = z.infer<typeof recentSchema>

const KEY = 'rooms'
const KEPT = 8
const NONE: readonly RecentRoom[] = []

let known: readonly RecentRoom[] | null = null
const listeners = new Set<() => void>()

/** Puts a room first among those opened on this device. */
export function rememberRoom({ slug, id, name }: Omit<RecentRoom, 'pinned'>): void {
  const pinned = read().some((room) => room.slug === slug && room.pinned)
  const others = read().filter((room) => room.slug !== slug)
  write([{ slug, id, name, pinned }, ...others])
}

export function togglePin(slug: string): void {
  write(read().map((room) => (room.slug === slug ? { ...room, pinned: !room.pinned } : room)))
}

/** Rooms opened on this device, pinned ones first; empty on the server and in the first paint. */
export function useRecentRooms(): readonly RecentRoom[] {
  return useSyncExternalStore(subscribe, read, () => NONE)
}

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
    return z.array(recentSchema).parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'))
  } catch {
    // Private windows refuse storage, and an older version may have written something else.
    return NONE
  }
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
