import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import { diffEntries } from '@/lib/shared/changes/diff'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Journal } from '../db/repositories/journal'
import type { Verified } from '../directory/metadata-cache'
import type { EngineClient } from '../engine/client'
import type { Log } from '../runtime/log'

const DEADLINE_MS = 5_000
/** Rooms remembered after nobody watches them any more: 18 KB each at the most. */
const REMEMBERED = 500

type Parts = {
  engine: Pick<EngineClient, 'readMetadata'>
  journal: Pick<Journal, 'standOf' | 'insertOutside'>
  verified: Verified
  log: Log
}

/** `here`: what this process shows of the room is not as it was; `journalled`: others should look, too. */
type Found = { here(room: string): void; journalled(room: string): void }

/** What the last look at a room came to: which change was the newest one then, and what stood there. */
type Look = { head: string | null; entries: Entry[] | null; failing: boolean }

/**
 * Looks at a room and tells what apps changed in it. The journal is asked before the room is read: whatever differs
 * from its newest state, while nothing of ours was under way, came from outside and is written down. A room seen for
 * the first time, of which the journal knows nothing, is only remembered.
 */
export function createFollow({ engine, journal, verified, log }: Parts, found: Found) {
  const looks = new Map<string, Look>()

  function remember(room: string, seen: Look) {
    looks.delete(room)
    looks.set(room, seen)
    const [oldest] = looks.keys()
    if (looks.size > REMEMBERED && oldest !== undefined) looks.delete(oldest)
  }

  async function look(room: string): Promise<void> {
    const stand = await journal.standOf(room)
    // What holds the room tells its end itself; until then nobody can say whose a difference is.
    if (stand.taken) return
    const before = looks.get(room)
    const base = stand.entries ?? (before?.head === stand.head ? before.entries : null)
    const call = { deadline: Date.now() + DEADLINE_MS, ref: randomUUID(), by: 'following' }
    const readAt = new Date().toISOString()
    const entries = await engine.readMetadata(room, call)
    const known = base ?? verified.get(room)?.entries
    verified.set(room, { entries, readAt })
    remember(room, { head: stand.head, entries, failing: false })
    const different = known !== undefined && differs(known, entries)
    if (before?.failing || (different && base === null)) found.here(room)
    if (!different || base === null) return
    const changes = diffEntries(base, entries)
    const change = await journal.insertOutside({ room, changes, readAt, after: entries }, stand)
    if (change === null) return
    log.info({ event: 'outside', room, change: change.id, keys: changes.length })
    found.journalled(room)
  }

  return {
    /** One look; false when it failed, which is told to the room once. */
    async look(room: string): Promise<boolean> {
      try {
        await look(room)
        return true
      } catch (err) {
        const before = looks.get(room)
        verified.outdate(room)
        if (!before?.failing) {
          log.warn({ event: 'follow', room, err: err instanceof Problem ? err.code : err })
          found.here(room)
        }
        remember(room, { head: null, entries: null, ...before, failing: true })
        return false
      }
    },
  }
}

const differs = (a: readonly Entry[], b: readonly Entry[]) => diffEntries(a, b).length > 0
