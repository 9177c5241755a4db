import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { listStorageKeys } from '../browser/storage-keys'
import { COPY_PREFIX, storeDraftCopy, toCopyKey } from './draft-copies'
import { type DraftKey, type DraftRecord, hasContent } from './draft-record'
import { byNewest, isExpired, parseDraftRecord } from './kept-drafts'

/** Where drafts are kept. Methods reject if the browser refuses to store or to read. */
export type DraftStorage = {
  /** The drafts of a person that are not expired, of one room or of all, newest first. */
  list(userId: string, slug?: string): Promise<DraftRecord[]>
  put(record: DraftRecord): Promise<void>
  /**
   * Keeps a draft before the page may end, without waiting. The next `put` replaces it. Without
   * content it hides the draft that is stored, because a `remove` may not finish.
   */
  putNow(record: DraftRecord): void
  remove(key: DraftKey): Promise<void>
  /** Removes all drafts of a person. */
  removeAll(userId: string): Promise<void>
  /** Removes the drafts of all people that are older than seven days, and those that are hidden. */
  removeExpired(now: number): Promise<void>
}

interface DraftDatabase extends DBSchema {
  drafts: { key: [userId: string, slug: string, windowId: string]; value: DraftRecord }
}

const DATABASE = 'live-room-console'

/**
 * Keeps drafts in IndexedDB, which survives a browser that is killed. A page that is closed cannot
 * wait for IndexedDB, so `putNow` writes a copy to localStorage; it also serves while IndexedDB is
 * refused.
 */
export function createDraftStorage(): DraftStorage {
  let database: Promise<IDBPDatabase<DraftDatabase>> | null = null

  function open(): Promise<IDBPDatabase<DraftDatabase>> {
    database ??= openDB<DraftDatabase>(DATABASE, 1, {
      upgrade: (db) => void db.createObjectStore('drafts', { keyPath: KEY_PATH }),
      // A newer console in another window may upgrade the database.
      blocking: (_, __, event) => {
        database = null
        ;(event.target as IDBDatabase).close()
      },
      terminated: () => {
        database = null
      },
    }).catch((error: unknown) => {
      database = null
      throw error
    })
    return database
  }

  async function readDatabase(userId: string, slug?: string): Promise<unknown[]> {
    const prefix = slug === undefined ? [userId] : [userId, slug]
    // In an IndexedDB key an array sorts after every string.
    const range = IDBKeyRange.bound(prefix, [...prefix, []])
    return (await open()).getAll('drafts', range)
  }

  /** Removes an empty copy and the draft that it hides, but no newer draft of that window. */
  async function removeHidden(copy: DraftRecord): Promise<void> {
    const { store, done } = (await open()).transaction('drafts', 'readwrite')
    const stored = await store.get(toDatabaseKey(copy))
    if (stored && stored.savedAt <= copy.savedAt) await store.delete(toDatabaseKey(copy))
    await done
    removeCopy(toCopyKey(copy), copy.savedAt)
  }

  return {
    async list(userId, slug) {
      const copies = readCopies(toCopyKey({ userId, slug, windowId: '' }))
      const stored = await readDatabase(userId, slug).catch((error: unknown) => {
        if (copies.length === 0) throw error
        return []
      })
      const newest = new Map<string, DraftRecord>()
      for (const value of [...stored, ...copies.map((copy) => copy.value)]) {
        const record = parseDraftRecord(value)
        if (!record || isExpired(record, Date.now())) continue
        const key = toCopyKey(record)
        const other = newest.get(key)
        if (!other || byNewest(record, other) < 0) newest.set(key, record)
      }
      return [...newest.values()].filter(hasContent).toSorted(byNewest)
    },

    async put(record) {
      try {
        // Waits for the disk, in case the machine loses power.
        const durability = 'strict'
        const transaction = (await open()).transaction('drafts', 'readwrite', { durability })
        await Promise.all([transaction.store.put(record), transaction.done])
      } catch {
        storeDraftCopy(record)
        return
      }
      removeCopy(toCopyKey(record), record.savedAt)
    },

    putNow: storeDraftCopy,

    async remove(key) {
      const copyKey = toCopyKey(key)
      const now = new Date().toISOString()
      try {
        await (await open()).delete('drafts', toDatabaseKey(key))
      } finally {
        // Not before: an empty copy hides the draft until it is deleted.
        removeCopy(copyKey, now)
      }
    },

    async removeAll(userId) {
      for (const record of readCopies(toCopyKey({ userId, windowId: '' }))) removeCopy(record.key)
      await (await open()).delete('drafts', IDBKeyRange.bound([userId], [userId, []]))
    },

    async removeExpired(now) {
      const hidden: DraftRecord[] = []
      for (const { key, value } of readCopies(COPY_PREFIX)) {
        const record = parseDraftRecord(value)
        if (record && isExpired(record, now)) removeCopy(key)
        else if (record && !hasContent(record)) hidden.push(record)
      }
      for (const copy of hidden) await removeHidden(copy)
      const db = await open()
      for (const record of await db.getAll('drafts'))
        if (isExpired(record, now)) await db.delete('drafts', toDatabaseKey(record))
    },
  }
}

const KEY_PATH = ['userId', 'slug', 'windowId']
const toDatabaseKey = ({ userId, slug, windowId }: DraftKey): [string, string, string] => [
  userId,
  slug,
  windowId,
]

/** The copies whose keys start with `prefix`. Their values are not checked. */
function readCopies(prefix: string): { key: string; value: unknown }[] {
  try {
    return listStorageKeys(localStorage, prefix).map((key) => ({ key, value: readCopy(key) }))
  } catch {
    // Without localStorage there are no copies.
    return []
  }
}

function readCopy(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    // Not written by this console.
    return null
  }
}

/** Removes a copy, unless it has content that is newer than `savedAt`. */
function removeCopy(key: string, savedAt?: string): void {
  try {
    const record = savedAt
      ? parseDraftRecord(JSON.parse(localStorage.getItem(key) ?? 'null'))
      : null
    const isNewer = record && savedAt && record.savedAt > savedAt && hasContent(record)
    if (!isNewer) localStorage.removeItem(key)
  } catch {
    // Without localStorage there are no copies.
  }
}

/** The storage of this page. */
export const draftStorage = createDraftStorage()
