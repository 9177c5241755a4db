import { useSyncExternalStore } from 'react'
import { useCurrentUser } from '../hooks/current-user'
import {
  cachedRooms,
  NO_ROOMS,
  type RecentRoom,
  readRooms,
  roomListeners,
  SHARED_KEY,
  toRoomsKey,
  writeRooms,
} from './recent-rooms'

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
  cachedRooms.delete(userId)
  try {
    localStorage.removeItem(toRoomsKey(userId))
  } catch {
    // Without storage, nothing was stored.
  }
  for (const listener of roomListeners) listener()
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
    cachedRooms.clear()
    listener()
  }
  roomListeners.add(listener)
  addEventListener('storage', onStorage)
  return () => {
    roomListeners.delete(listener)
    removeEventListener('storage', onStorage)
  }
}
