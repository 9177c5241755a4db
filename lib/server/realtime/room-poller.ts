import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import { diffEntries } from '@/lib/shared/changes/diff'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Journal } from '../db/repositories/journal/journal'
import type { MetadataCache } from '../directory/metadata-cache'
import type { EngineClient } from '../engine/client'
import type { Log } from '../runtime/log'
import type { AccountClaims } from './account-claims'

const DEADLINE_MS = 5_000
/** Last polls to keep, including rooms without watchers; each has at most 18 KB. */
const MAX_REMEMBERED = 500

export type RoomPollerDeps = {
  engine: Pick<EngineClient, 'readMetadata'>
  journal: Pick<Journal, 'readHead' | 'recordExternalChange'>
  metadataCache: Pick<MetadataCache, 'get' | 'set' | 'invalidate'>
  accountClaims: Pick<AccountClaims, 'findAccounts'>
  log: Log
}

export type RoomPollerListeners = {
  /** The pages of this process show outdated data of the room. */
  onStale(room: string): void
  /** An external change was recorded, so that every process must read the room. */
  onRecorded(room: string): void
}

/** The newest change and the entries at the time of the last poll. */
type LastPoll = { changeId: string | null; entries: Entry[] | null; isFailing: boolean }

/**
 * Reads a room and records external changes. The journal is read before the room: if no save of
 * ours is unsettled, every difference from the newest journalled entries was made outside the
 * console. The first entries of a room without a journal are only remembered.
 */
export function createRoomPoller(
  { engine, journal, metadataCache, accountClaims, log }: RoomPollerDeps,
  { onStale, onRecorded }: RoomPollerListeners,
) {
  const lastPolls = new Map<string, LastPoll>()

  function remember(room: string, lastPoll: LastPoll) {
    lastPolls.delete(room)
    lastPolls.set(room, lastPoll)
    const [oldest] = lastPolls.keys()
    if (lastPolls.size > MAX_REMEMBERED && oldest !== undefined) lastPolls.delete(oldest)
  }

  async function readAndCompare(room: string): Promise<void> {
    const head = await journal.readHead(room)
    // While a save is unsettled, the author of a difference is unclear. The save reports its end.
    if (head.isLocked) return
    const before = lastPolls.get(room)
    const base = head.entries ?? (before?.changeId === head.changeId ? before.entries : null)
    const startedAt = performance.now()
    const deadline = startedAt + DEADLINE_MS
    const call = { deadline, ref: randomUUID(), requester: 'room-poller' }
    const readAt = new Date().toISOString()
    const entries = await engine.readMetadata(room, call)
    const lastEntries = base ?? metadataCache.get(room)?.entries
    metadataCache.set(room, { entries, readAt }, startedAt)
    remember(room, { changeId: head.changeId, entries, isFailing: false })
    const isDifferent = lastEntries !== undefined && hasDifferences(lastEntries, entries)
    if (before?.isFailing || (isDifferent && base === null)) onStale(room)
    if (!isDifferent || base === null) return
    const changes = diffEntries(base, entries)
    const claimedBy = accountClaims.findAccounts(room, changes)
    const change = await journal.recordExternalChange(
      { room, changes, readAt, after: entries, claimedBy },
      head,
    )
    if (change === null) return
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
        await readAndCompare(room)
        return true
      } catch (err) {
        const before = lastPolls.get(room)
        metadataCache.invalidate(room)
        if (!before?.isFailing) {
          log.warn({ event: 'follow', room, err: err instanceof Problem ? err.code : err })
          onStale(room)
        }
        remember(room, { changeId: null, entries: null, ...before, isFailing: true })
        return false
      }
    },
  }
}

const hasDifferences = (a: readonly Entry[], b: readonly Entry[]) => diffEntries(a, b).length > 0
