import { useSyncExternalStore } from 'react'
import { MAX_BATCH_ROOMS } from '@/lib/shared/batches/limits'
import { PERSONAL_DATA_REMOVED } from '../drafts/draft-events'
import { useCurrentUser } from '../hooks/current-user'

export type SelectedRoom = { id: string; slug: string; name: string }

const NO_ROOMS: readonly SelectedRoom[] = []
const toSelectionKey = (userId: string) => `selection:${userId}`

/** The rooms by person, in the order in which they were selected. */
const cached = new Map<string, readonly SelectedRoom[]>()
const listeners = new Set<() => void>()

/** The rooms that this person has selected in this window, for a change to several rooms. */
export function useRoomSelection() {
  const userId = useCurrentUser()?.id ?? ''
  const rooms = useSyncExternalStore(
    subscribe,
    () => read(userId),
    () => NO_ROOMS,
  )
  return {
    rooms,
    isFull: rooms.length >= MAX_BATCH_ROOMS,
    toggle({ id, slug, name }: SelectedRoom) {
      const others = rooms.filter((room) => room.id !== id)
      setRoomSelection(
        userId,
        others.length < rooms.length ? others : [...rooms, { id, slug, name }],
      )
    },
    /** Rooms that are selected already, or beyond the limit, are left out. */
    add(added: readonly SelectedRoom[]) {
      const ids = new Set(rooms.map(({ id }) => id))
      const fresh = added.filter(({ id }) => !ids.has(id))
      setRoomSelection(userId, [
        ...rooms,
        ...fresh.map(({ id, slug, name }) => ({ id, slug, name })),
      ])
    },
    clear: () => setRoomSelection(userId, NO_ROOMS),
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Added once, and never removed: the page must also forget what no component shows.
  addEventListener(PERSONAL_DATA_REMOVED, clearCache)
  return () => listeners.delete(listener)
}

/** Signing out removes what is stored right after this. */
function clearCache(): void {
  for (const userId of cached.keys()) cached.set(userId, NO_ROOMS)
  for (const listener of listeners) listener()
}

function read(userId: string): readonly SelectedRoom[] {
  const rooms = cached.get(userId) ?? readStorage(userId)
  cached.set(userId, rooms)
  return rooms
}

function readStorage(userId: string): readonly SelectedRoom[] {
  try {
    const rooms: unknown = JSON.parse(sessionStorage.getItem(toSelectionKey(userId)) ?? '[]')
    return Array.isArray(rooms) && rooms.every(isSelectedRoom) ? rooms : NO_ROOMS
  } catch {
    // Private windows can refuse storage, and the stored text may not be JSON.
    return NO_ROOMS
  }
}

function isSelectedRoom(room: unknown): room is SelectedRoom {
  const { id, slug, name } = (room ?? {}) as Partial<SelectedRoom>
  return [id, slug, name].every((text) => typeof text === 'string')
}

/** Replaces the selection of a person; rooms beyond the limit are left out. */
export function setRoomSelection(userId: string, rooms: readonly SelectedRoom[]): void {
  const kept = rooms.slice(0, MAX_BATCH_ROOMS)
  cached.set(userId, kept)
  try {
    sessionStorage.setItem(toSelectionKey(userId), JSON.stringify(kept))
  } catch {
    // Without storage the selection lasts as long as this page.
  }
  for (const listener of listeners) listener()
}
