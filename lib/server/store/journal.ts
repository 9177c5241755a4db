import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import type { Change } from '@/lib/shared/change'
import { Problem } from '@/lib/shared/problem'

/** What is known of a change before it is sent. */
export type Intent = Pick<Change, 'room' | 'by' | 'note' | 'changes' | 'restores'> & {
  idempotencyKey: string
}

/** How a change came out; `problem` is what the person is told when it did not. */
export type Settlement = Pick<Change, 'outcome' | 'results' | 'readAt' | 'engine'> & {
  problem?: Problem
}

/** A journalled change with what was answered; `problem` says why it was not applied. */
export type Entry = { change: Change; problem?: Problem }

export type Journal = {
  /**
   * Writes the change as pending, which takes the room. `fresh` false: this key and body were seen before, nothing
   * was begun. Throws `room.busy` while another change holds the room, `save.key-reused` for the key with another body.
   */
  begin(intent: Intent): Promise<{ fresh: boolean; entry: Entry }>
  /** Writes an outcome. An unsettled change may be written again; a settled one never changes. */
  settle(id: string, settlement: Settlement): Promise<Change>
  find(id: string): Promise<Entry | null>
  /** The unsettled change that holds the room. */
  unsettledOf(room: string): Promise<Change | null>
}

/** The journal of one process, in memory and bounded; unsettled changes are never dropped. */
export function createJournal(capacity = 2000): Journal {
  const entries = new Map<string, Entry>()
  const byKey = new Map<string, { id: string; digest: string }>()
  const byRoom = new Map<string, string>()

  function get(id: string): Entry {
    const entry = entries.get(id)
    if (!entry) throw new Error(`no change ${id}`)
    return entry
  }

  function dropOldest() {
    for (const [id, { change }] of entries) {
      if (entries.size <= capacity) return
      if (change.settledAt === null) continue
      entries.delete(id)
      for (const [key, seen] of byKey) if (seen.id === id) byKey.delete(key)
    }
  }

  return {
    async begin(intent) {
      const key = `${intent.by?.id} ${intent.idempotencyKey.toLowerCase()}`
      const digest = digestOf(intent)
      const seen = byKey.get(key)
      if (seen && seen.digest !== digest) throw new Problem('save.key-reused')
      if (seen) return { fresh: false, entry: get(seen.id) }
      const holder = byRoom.get(intent.room)
      if (holder) throw busy(get(holder).change)
      const change = pendingChange(intent)
      entries.set(change.id, { change })
      byKey.set(key, { id: change.id, digest })
      byRoom.set(change.room, change.id)
      dropOldest()
      return { fresh: true, entry: { change } }
    },

    async settle(id, { problem, ...settlement }) {
      const before = get(id).change
      if (before.settledAt !== null) return before
      const now = new Date()
      const settled = settlement.outcome !== 'pending' && settlement.outcome !== 'unknown'
      const change: Change = {
        ...before,
        ...settlement,
        settledAt: settled ? now.toISOString() : null,
        durationMs: settled ? now.getTime() - Date.parse(before.at) : null,
      }
      entries.set(id, { change, problem })
      if (settled) byRoom.delete(change.room)
      return change
    },

    find: async (id) => entries.get(id) ?? null,

    async unsettledOf(room) {
      const id = byRoom.get(room)
      return id === undefined ? null : get(id).change
    },
  }
}

function pendingChange({ idempotencyKey: _, ...intent }: Intent): Change {
  return {
    ...intent,
    id: randomUUID(),
    source: intent.restores === null ? 'console' : 'restore',
    at: new Date().toISOString(),
    outcome: 'pending',
    results: [],
    settledAt: null,
    readAt: null,
    durationMs: null,
  }
}

/** Two requests are the same save when room, key changes, note and origin are. */
function digestOf({ room, changes, note, restores }: Intent): string {
  const parts = [room, changes.map(({ key, from, to }) => [key, from, to]), note, restores]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}

function busy(holder: Change): Problem {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(holder.at)) / 1000))
  return new Problem('room.busy', {
    params: { name: holder.by?.name ?? '', since: holder.at, seconds },
    change: holder,
  })
}
