import 'server-only'
import { sql } from 'kysely'
import type { Change } from '@/lib/shared/changes/change'
import type { Database } from '../database'
import { guardedSoon } from '../failures'
import { type Call, CHANGE_COLUMNS, callsOf, changeOf, isoOf } from '../mappers'

/** Holders renew their heartbeat every 3 s; after five missed ones the row is anybody's (faults §3). */
export const STALE_MS = 15_000

/** An unsettled change with what its holder sent: no call = nothing left the house. */
export type Held = { change: Change; holder: string | null; calls: Call[] }

/** What came back of a call. */
export type CallResult = Omit<Call, 'sentAt'>

/**
 * Fencing: every operation names the holder, and where the row is settled or another's it changes nothing and says
 * false. All throw `journal.unavailable`.
 */
export type Holds = {
  /** Renews the hold; returns the ids that are still this holder's. */
  heartbeat(ids: readonly string[], holder: string): Promise<string[]>
  /** Renews the hold and tells whether it stands. To be asked right before each send. */
  confirm(id: string, holder: string): Promise<boolean>
  /** Notes that a call is about to be sent, before it is. */
  markSent(id: string, holder: string, step: Call['step']): Promise<boolean>
  /**
   * Notes what came back of a call of that step: of the oldest that nothing is known of yet. Should a note be lost or
   * come late, a call is left open for no answer, and never has one that was another's.
   */
  recordCall(id: string, holder: string, result: CallResult): Promise<boolean>
  /** Unsettled changes without a heartbeat for that long, oldest first, by the database's clock. */
  stale(olderThanMs?: number): Promise<Held[]>
  /**
   * Makes a stale row this holder's; false when another was faster or its holder is back. Take a new name for each
   * taking over: a process that was paused must not mistake its own recovery for its save.
   */
  takeOver(id: string, holder: string, olderThanMs?: number): Promise<boolean>
}

export function createHolds(database: Database): Holds {
  const { kysely, clock } = database
  const held = (ids: readonly string[], holder: string) =>
    kysely
      .updateTable('changes')
      .where('id', 'in', ids)
      .where('holder', '=', holder)
      .where('settled_at', 'is', null)
      .returning('id')

  async function heartbeat(ids: readonly string[], holder: string): Promise<string[]> {
    if (ids.length === 0) return []
    const rows = await held(ids, holder).set({ heartbeat_at: clock }).execute()
    return rows.map(({ id }) => id)
  }

  /**
   * Read and written in two steps, the second on condition of the first: a writing that was given up as too slow may
   * still come, and must not take back what was noted since.
   */
  async function editCalls(
    id: string,
    holder: string,
    edit: (calls: Call[], now: string) => void,
  ): Promise<boolean> {
    for (;;) {
      const row = await kysely
        .selectFrom('changes')
        .select(['calls', clock.as('now')])
        .where('id', '=', id)
        .where('holder', '=', holder)
        .where('settled_at', 'is', null)
        .executeTakeFirst()
      if (!row) return false
      const calls = callsOf(row.calls)
      edit(calls, isoOf(row.now))
      const rows = await held([id], holder)
        .where('calls', '=', row.calls)
        .set({ calls: JSON.stringify(calls), heartbeat_at: clock })
        .execute()
      if (rows.length === 1) return true
    }
  }

  async function stale(olderThanMs: number): Promise<Held[]> {
    const rows = await kysely
      .selectFrom('changes')
      .select([...CHANGE_COLUMNS, 'holder', 'calls'])
      .where('settled_at', 'is', null)
      .where('heartbeat_at', '<', sql<number>`${clock} - ${olderThanMs}`)
      .execute()
    // Sorted here: with ORDER BY, SQLite reads the whole journal by time instead of the few unsettled rows.
    const byAge = rows.sort((a, b) => a.at - b.at)
    return byAge.map((row) => ({
      change: changeOf(row),
      holder: row.holder,
      calls: callsOf(row.calls),
    }))
  }

  async function takeOver(id: string, holder: string, olderThanMs: number): Promise<boolean> {
    const rows = await kysely
      .updateTable('changes')
      .set({ holder, heartbeat_at: clock })
      .where('id', '=', id)
      .where('settled_at', 'is', null)
      .where('heartbeat_at', '<', sql<number>`${clock} - ${olderThanMs}`)
      .returning('id')
      .execute()
    return rows.length === 1
  }

  return {
    heartbeat: (ids, holder) => guardedSoon(() => heartbeat(ids, holder)),
    confirm: (id, holder) => guardedSoon(async () => (await heartbeat([id], holder)).length === 1),
    markSent: (id, holder, step) =>
      guardedSoon(() =>
        editCalls(id, holder, (calls, sentAt) => {
          calls.push({ step, sentAt, class: null, code: null, requestId: null, ms: null })
        }),
      ),
    recordCall: (id, holder, result) =>
      guardedSoon(() =>
        editCalls(id, holder, (calls) => {
          const call = calls.find(
            ({ step, class: known }) => step === result.step && known === null,
          )
          if (call) Object.assign(call, result)
        }),
      ),
    stale: (olderThanMs = STALE_MS) => guardedSoon(() => stale(olderThanMs)),
    takeOver: (id, holder, olderThanMs = STALE_MS) =>
      guardedSoon(() => takeOver(id, holder, olderThanMs)),
  }
}
