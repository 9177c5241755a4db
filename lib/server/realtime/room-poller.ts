import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import { diffEntries } from '@/lib/shared/changes/diff'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Journal } from '../db/repositories/journal/journal'
import type { DirectoryWriter } from '../directory/directory-writer'
import type { MetadataCache } from '../directory/metadata-cache'
import type { EngineClient } from '../engine/client'
import type { Log } from '../runtime/log'
import type { AccountClaims } from './account-claims'

const DEADLINE_MS = 5_000
/** Failing rooms to remember, including those without a viewer. */
const MAX_REMEMBERED = 500

export type RoomPollerDeps = {
  engine: Pick<EngineClient, 'readMetadata'>
  journal: Pick<Journal, 'readHead' | 'recordExternalChange'>
  metadataCache: Pick<MetadataCache, 'get' | 'set' | 'invalidate'>
  accountClaims: Pick<AccountClaims, 'findAccounts'>
  directoryWriter: Pick<DirectoryWriter, 'add' | 'findKnown'>
  log: Log
}

export type RoomPollerListeners = {
  /** The pages of this process show outdated data of the room. */
  onStale(room: string): void
  /** An external change was recorded, so that every process must read the room. */
  onRecorded(room: string): void
}

/**
 * Reads a room and records external changes. The journal is read before the room: if no save of
 * ours is unsettled, every difference from the newest journalled entries was made outside the
 * console. A room without a journal is compared with its last known entries, which any replica may
 * have read; the first ones are only remembered.
 */
export function createRoomPoller(
  { engine, journal, metadataCache, accountClaims, directoryWriter, log }: RoomPollerDeps,
  { onStale, onRecorded }: RoomPollerListeners,
) {
  const failing = new Set<string>()

  function rememberFailure(room: string) {
    failing.add(room)
    const [oldest] = failing
    if (failing.size > MAX_REMEMBERED && oldest !== undefined) failing.delete(oldest)
  }

  async function readAndCompare(
    room: string,
    priority: { deadline: number; isBackground: boolean },
  ): Promise<void> {
    const head = await journal.readHead(room)
    // While a save is unsettled, the author of a difference is unclear. The save reports its end.
    if (head.isLocked) return
    const known = await directoryWriter.findKnown(room)
    const base = head.entries ?? (known?.changeId === head.changeId ? known.entries : null)
    const startedAt = performance.now()
    const call = { ...priority, ref: randomUUID(), requester: 'room-poller' }
    const readAt = new Date().toISOString()
    const entries = await engine.readMetadata(room, call)
    const cached = metadataCache.get(room)
    const lastEntries = base ?? cached?.entries
    // A sweep over all rooms would push those that people use out of the cache.
    if (cached || !priority.isBackground) metadataCache.set(room, { entries, readAt }, startedAt)
    const isDifferent = lastEntries !== undefined && hasDifferences(lastEntries, entries)
    if (failing.delete(room) || (isDifferent && base === null)) onStale(room)
    if (!isDifferent || base === null) {
      directoryWriter.add({ id: room, read: { entries, readAt, changeId: head.changeId } })
      return
    }
    const changes = diffEntries(base, entries)
    const claimedBy = accountClaims.findAccounts(room, changes)
    const lastReadAt = latest(known?.readAt, head.readAt)
    // Clocks step.
    const previousReadAt = lastReadAt && lastReadAt <= readAt ? lastReadAt : null
    const change = await journal.recordExternalChange(
      { room, changes, readAt, previousReadAt, after: entries, claimedBy },
      head,
    )
    // The process that was first has recorded it; the next read finds what is left.
    if (change === null) return
    directoryWriter.add({ id: room, read: { entries, readAt, changeId: change.id } })
    log.info({ event: 'outside', room, change: change.id, keys: changes.length })
    onRecorded(room)
  }

  return {
    /**
     * Polls once. Resolves to false if it failed; only the first of several failures sends the pages
     * an event.
     */
    async poll(room: string): Promise<boolean> {
      try {
        const deadline = performance.now() + DEADLINE_MS
        await readAndCompare(room, { deadline, isBackground: false })
        return true
      } catch (err) {
        metadataCache.invalidate(room)
        if (!failing.has(room)) {
          log.warn({ event: 'follow', room, err: err instanceof Problem ? err.code : err })
          onStale(room)
        }
        rememberFailure(room)
        return false
      }
    },
    /** Polls once, after everything that people wait for. Throws the problem of a failed read. */
    observe: (room: string, { deadline }: { deadline: number }): Promise<void> =>
      readAndCompare(room, { deadline, isBackground: true }),
  }
}

const latest = (a: string | undefined, b: string | null) => (a && (!b || a > b) ? a : b)

const hasDifferences = (a: readonly Entry[], b: readonly Entry[]) => diffEntries(a, b).length > 0
