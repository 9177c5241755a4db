import { randomUuid } from '../browser/random-id'

const STORAGE_KEY = 'windowId'
/** Without storage the id lasts as long as the page. */
let unstoredId: string | null = null

/** The id of this window, which stays for reloads. A duplicated tab copies it. */
export function readWindowId(): string {
  return readStorage() ?? unstoredId ?? storeWindowId(randomUuid())
}

export function storeWindowId(id: string): string {
  try {
    sessionStorage.setItem(STORAGE_KEY, id)
  } catch {
    unstoredId = id
  }
  return id
}

function readStorage(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY)
  } catch {
    return null
  }
}
