import { PERSONAL_DATA_REMOVED } from '../drafts/draft-events'
import { removeRecentRooms } from '../rooms/recent-room-list'
import { listStorageKeys } from './storage-keys'

/**
 * Removes what this browser keeps of a person: drafts, saves whose outcome is open, recent, pinned
 * and selected rooms. Does what it can if the browser blocks a storage.
 */
export async function removePersonalData(userId: string): Promise<void> {
  dispatchEvent(new Event(PERSONAL_DATA_REMOVED))
  removeRecentRooms(userId)
  try {
    removeItems(localStorage, `save:${userId}:`)
    removeItems(sessionStorage, `discarded:${userId}:`)
    sessionStorage.removeItem(`selection:${userId}`)
  } catch {
    // Without storage, nothing was stored.
  }
  try {
    const { draftStorage } = await import('../drafts/draft-storage')
    await draftStorage.removeAll(userId)
  } catch {
    // No one else sees them, and they expire.
  }
}

function removeItems(storage: Storage, prefix: string): void {
  for (const key of listStorageKeys(storage, prefix)) storage.removeItem(key)
}
