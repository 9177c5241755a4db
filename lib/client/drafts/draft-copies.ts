import type { DraftKey, DraftRecord } from './draft-record'

export const COPY_PREFIX = 'draft:'

/**
 * Keeps a draft in localStorage before the page may end, because a page that is closed cannot wait
 * for IndexedDB. Throws if the browser refuses.
 */
export function storeDraftCopy(record: DraftRecord): void {
  localStorage.setItem(toCopyKey(record), JSON.stringify(record))
}

/** Keeps a discarded draft of this window, so that it can be brought back after a reload. */
export function storeDiscarded(record: DraftRecord): void {
  try {
    sessionStorage.setItem(toDiscardedKey(record), JSON.stringify(record))
  } catch {
    // Without storage the discarded draft lasts as long as the page.
  }
}

export const toDiscardedKey = ({ userId, slug }: Omit<DraftKey, 'windowId'>) =>
  `discarded:${userId}:${slug}`

/** Without a slug or window, the prefix of the keys of all of them. */
export function toCopyKey({
  userId,
  slug,
  windowId,
}: Omit<DraftKey, 'slug'> & { slug?: string }): string {
  const room = slug === undefined ? '' : `${slug}:`
  return `${COPY_PREFIX}${userId}:${room}${windowId}`
}
