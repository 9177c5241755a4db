import 'server-only'
import type { Entry } from '@/lib/shared/metadata/entry'
import { isQueueFull } from '../engine/is-queue-full'

/**
 * Entries as read; `readAt` (ISO 8601) is when the read started, so they are at least as new as
 * that.
 */
export type CachedEntries = { entries: Entry[]; readAt: string }

/**
 * The entries of each room as last read. Used while the Live service does not reply, and to share
 * one read among people who open the same room within a second.
 */
export type MetadataCache = {
  get(room: string): CachedEntries | null
  /**
   * Ignored if the cache holds a later read. `startedAt` in ms of the monotonic clock decides, because
   * the wall clock of `readAt` may have been set back since.
   */
  set(room: string, read: CachedEntries, startedAt: number): void
  forget(room: string): void
  /**
   * Returns entries of the last second, or calls `read` once for everyone who waits. A failed read
   * fails for all of them, except when the queue was full for the first caller only. A save does
   * not use this: it reads for itself.
   */
  readShared(room: string, read: () => Promise<Entry[]>): Promise<CachedEntries>
  /**
   * The room, or any room, may have changed: reads that started before now are no longer shared.
   */
  invalidate(room?: string): void
}

const SHARED_MS = 1_000

/**
 * In memory and bounded: a room has at most 18 KB, and as much again once its response is serialised,
 * so 1,000 rooms have at most 36 MB.
 */
export function createMetadataCache(capacity = 1000): MetadataCache {
  const cached = new Map<string, { read: CachedEntries; startedAt: number }>()
  const running = new Map<string, Promise<CachedEntries>>()
  const invalidatedAt = new Map<string, number>()
  let allInvalidatedAt = Number.NEGATIVE_INFINITY

  function set(room: string, read: CachedEntries, startedAt: number) {
    const last = cached.get(room)
    if (last && last.startedAt > startedAt) return
    cached.delete(room)
    cached.set(room, { read, startedAt })
    for (const oldest of cached.keys()) {
      if (cached.size <= capacity) break
      cached.delete(oldest)
    }
  }

  function getFresh(room: string): CachedEntries | null {
    const last = cached.get(room)
    if (!last) return null
    const { read, startedAt } = last
    const staleUntil = Math.max(allInvalidatedAt, invalidatedAt.get(room) ?? allInvalidatedAt)
    return startedAt > staleUntil && startedAt > performance.now() - SHARED_MS ? read : null
  }

  function startRead(room: string, read: () => Promise<Entry[]>): Promise<CachedEntries> {
    const startedAt = performance.now()
    const readAt = new Date().toISOString()
    const promise = read().then((entries) => {
      const result = { entries, readAt }
      set(room, result, startedAt)
      return result
    })
    const remove = () => running.get(room) === promise && running.delete(room)
    // A failure is shared for a moment, so that a failing Live service does not get one call per
    // person.
    promise.then(remove, () => setTimeout(remove, SHARED_MS).unref())
    running.set(room, promise)
    return promise
  }

  return {
    get: (room) => cached.get(room)?.read ?? null,
    set,
    forget: (room) => void cached.delete(room),
    async readShared(room, read) {
      const shared = getFresh(room) ?? running.get(room)
      if (!shared) return startRead(room, read)
      try {
        return await shared
      } catch (error) {
        if (isQueueFull(error)) return startRead(room, read)
        throw error
      }
    },
    invalidate(room) {
      const now = performance.now()
      if (room === undefined) {
        allInvalidatedAt = now
        running.clear()
        return
      }
      invalidatedAt.set(room, now)
      running.delete(room)
      // After this time every earlier read is too old to be shared anyway.
      const expire = () => invalidatedAt.get(room) === now && invalidatedAt.delete(room)
      setTimeout(expire, SHARED_MS).unref()
    },
  }
}
