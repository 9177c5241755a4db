import 'server-only'
import { sql } from 'kysely'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Change } from '@/lib/shared/changes/change'
import type { Database } from '../../database'
import { type Call, CHANGE_COLUMNS, toCalls, toChange } from '../../mappers'
import { withStoreTimeout } from '../../query-errors'

/**
 * Five missed heartbeats of 3 s each; then any replica may take the row over
 * (docs/save-guarantees.md#limits-and-timings).
 */
export const STALE_MS = 15_000

/**
 * An unsettled change without a heartbeat, with the calls that its holder recorded; none means that
 * nothing was sent.
 */
export type StaleChange = { change: Change; holder: string | null; calls: Call[] }

/** How a call ended. */
export type CallResult = Omit<Call, 'sentAt'>

/**
 * Fencing: every operation names the holder. It changes nothing and returns false when the row is
 * settled or another process holds it. All throw `journal.unavailable`.
 */
export type Leases = {
  /** Renews leases; returns the ids that this holder still has. */
  heartbeat(ids: readonly string[], holder: string): Promise<string[]>
  /** Records an attempt before it is sent, and renews the lease. */
  markSent(id: string, holder: string, step: Call['step']): Promise<boolean>
  /**
   * Records how a call ended, on the oldest call of that step without a result. If a record is
   * lost, a call stays without a result; it never gets the result of another.
   */
  recordCall(id: string, holder: string, result: CallResult): Promise<boolean>
  /**
   * Unsettled changes without a heartbeat for `olderThanMs` by the database's clock, oldest first;
   * null lists all unsettled ones, whatever the clock says.
   */
  listStale(olderThanMs?: number | null): Promise<StaleChange[]>
  /**
   * Makes this holder the holder of a stale row; false when another process was faster or the old
   * holder is back. Use a new holder name each time: a process that was paused must not mistake its own
   * recovery for its save.
   */
  takeOver(id: string, holder: string, olderThanMs?: number | null): Promise<boolean>
}

export function createLeases(database: Database): Leases {
  const { kysely, clock } = database
  const updateHeld = (ids: readonly string[], holder: string) =>
    kysely
      .updateTable('changes')
      .where('id', 'in', ids)
      .where('holder', '=', holder)
      .where('settled_at', 'is', null)
      .returning('id')

  async function heartbeat(ids: readonly string[], holder: string): Promise<string[]> {
    if (ids.length === 0) return []
    const rows = await updateHeld(ids, holder).set({ heartbeat_at: clock }).execute()
    return rows.map(({ id }) => id)
  }

  /**
   * Compare-and-set: an UPDATE that timed out may still commit and must not undo what was recorded
   * since.
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
      const calls = toCalls(row.calls)
      edit(calls, toIsoTime(row.now))
      const rows = await updateHeld([id], holder)
        .where('calls', '=', row.calls)
        .set({ calls: JSON.stringify(calls), heartbeat_at: clock })
        .execute()
      if (rows.length === 1) return true
    }
  }

  async function listStale(olderThanMs: number | null): Promise<StaleChange[]> {
    const rows = await kysely
      .selectFrom('changes')
      .select([...CHANGE_COLUMNS, 'holder', 'calls'])
      .where('settled_at', 'is', null)
      .$if(olderThanMs !== null, (query) =>
        query.where('heartbeat_at', '<', sql<number>`${clock} - ${olderThanMs}`),
      )
      .execute()
    // Sorted here: with ORDER BY, SQLite walks the whole journal by time instead of the few
    // unsettled rows.
    const byAge = rows.sort((a, b) => a.at - b.at)
    return byAge.map((row) => ({
      change: toChange(row),
      holder: row.holder,
      calls: toCalls(row.calls),
    }))
  }

  async function takeOver(
    id: string,
    holder: string,
    olderThanMs: number | null,
  ): Promise<boolean> {
    const rows = await kysely
      .updateTable('changes')
      .set({ holder, heartbeat_at: clock })
      .where('id', '=', id)
      .where('settled_at', 'is', null)
      .$if(olderThanMs !== null, (query) =>
        query.where('heartbeat_at', '<', sql<number>`${clock} - ${olderThanMs}`),
      )
      .returning('id')
      .execute()
    return rows.length === 1
  }

  return {
    heartbeat: (ids, holder) => withStoreTimeout(() => heartbeat(ids, holder)),
    markSent: (id, holder, step) =>
      withStoreTimeout(() =>
        editCalls(id, holder, (calls, sentAt) => {
          calls.push({ step, sentAt, class: null, code: null, requestId: null, ms: null })
        }),
      ),
    recordCall: (id, holder, result) =>
      withStoreTimeout(() =>
        editCalls(id, holder, (calls) => {
          const call = calls.find((other) => other.step === result.step && other.class === null)
          if (call) Object.assign(call, result)
        }),
      ),
    listStale: (olderThanMs = STALE_MS) => withStoreTimeout(() => listStale(olderThanMs)),
    takeOver: (id, holder, olderThanMs = STALE_MS) =>
      withStoreTimeout(() => takeOver(id, holder, olderThanMs)),
  }
}
