import 'server-only'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Change } from '@/lib/shared/changes/change'
import type { Database } from '../../database'
import { type Call, CHANGE_COLUMNS, toCalls, toChange } from '../../mappers'
import { prepareQuery, type ValueOf } from '../../prepared-query'
import { withStoreTimeout } from '../../query-errors'

/**
 * A change without an outcome, its lease, and the calls that its holder recorded; none means that
 * nothing was sent. `heartbeatAt` only tells one heartbeat from another: the wall clock that stamps
 * it may step.
 */
export type UnsettledChange = {
  change: Change
  holder: string | null
  heartbeatAt: number | null
  calls: Call[]
}

/** How a call ended. */
export type CallResult = Omit<Call, 'sentAt'>

/**
 * Fencing: every operation names the holder. It changes nothing and returns false when the row is
 * settled or another process holds it. All throw `journal.unavailable`.
 */
export type Leases = {
  /** Renews leases; returns the ids that this holder still has. */
  heartbeat(ids: readonly string[], holder: string): Promise<string[]>
  /** Replaces the key changes by those with the `from` that an overwriting save has found. */
  rebase(id: string, holder: string, changes: Change['changes']): Promise<boolean>
  /** Records an attempt before it is sent, and renews the lease. */
  markSent(id: string, holder: string, step: Call['step']): Promise<boolean>
  /**
   * Records how a call ended, on the oldest call of that step without a result. If a record is
   * lost, as it may be in a power failure, a call stays without a result; it never gets the result of
   * another.
   */
  recordCall(id: string, holder: string, result: CallResult): Promise<boolean>
  /** All unsettled changes, oldest first. */
  listUnsettled(): Promise<UnsettledChange[]>
  /**
   * Makes this holder the holder of the row; false if it was settled, taken over or renewed since it
   * was listed. Use a new holder name each time: a process that was paused must not mistake its own
   * recovery for its save.
   */
  takeOver(
    listed: Pick<UnsettledChange, 'change' | 'holder' | 'heartbeatAt'>,
    holder: string,
  ): Promise<boolean>
}

const findHeldCalls = prepareQuery(
  ({ kysely, clock }, value: ValueOf<{ id: string; holder: string }>) =>
    kysely
      .selectFrom('changes')
      .select(['calls', clock.as('now')])
      .where('id', '=', value('id'))
      .where('holder', '=', value('holder'))
      .where('settled_at', 'is', null),
)

export function createLeases(database: Database): Leases {
  const { kysely, unsynced, clock } = database
  const updateHeld = (ids: readonly string[], holder: string, store = kysely) =>
    store
      .updateTable('changes')
      .where('id', 'in', ids)
      .where('holder', '=', holder)
      .where('settled_at', 'is', null)
      .returning('id')

  async function heartbeat(ids: readonly string[], holder: string): Promise<string[]> {
    if (ids.length === 0) return []
    const rows = await updateHeld(ids, holder, unsynced).set({ heartbeat_at: clock }).execute()
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
    store = kysely,
  ): Promise<boolean> {
    for (;;) {
      const [row] = await findHeldCalls(database, { id, holder })
      if (!row) return false
      const calls = toCalls(row.calls)
      edit(calls, toIsoTime(row.now))
      const rows = await updateHeld([id], holder, store)
        .where('calls', '=', row.calls)
        .set({ calls: JSON.stringify(calls), heartbeat_at: clock })
        .execute()
      if (rows.length === 1) return true
    }
  }

  async function rebase(id: string, holder: string, changes: Change['changes']) {
    const rows = await updateHeld([id], holder)
      .set({ changes: JSON.stringify(changes), heartbeat_at: clock })
      .execute()
    return rows.length === 1
  }

  async function listUnsettled(): Promise<UnsettledChange[]> {
    const rows = await kysely
      .selectFrom('changes')
      .select([...CHANGE_COLUMNS, 'holder', 'heartbeat_at', 'calls'])
      .where('settled_at', 'is', null)
      .execute()
    // Sorted here: with ORDER BY, SQLite walks the whole journal by time instead of the few
    // unsettled rows.
    const byAge = rows.sort((a, b) => a.at - b.at)
    return byAge.map((row) => ({
      change: toChange(row),
      holder: row.holder,
      heartbeatAt: row.heartbeat_at,
      calls: toCalls(row.calls),
    }))
  }

  async function takeOver(
    listed: Pick<UnsettledChange, 'change' | 'holder' | 'heartbeatAt'>,
    holder: string,
  ): Promise<boolean> {
    const rows = await kysely
      .updateTable('changes')
      .set({ holder, heartbeat_at: clock })
      .where('id', '=', listed.change.id)
      .where('settled_at', 'is', null)
      .where('holder', listed.holder === null ? 'is' : '=', listed.holder)
      .where('heartbeat_at', listed.heartbeatAt === null ? 'is' : '=', listed.heartbeatAt)
      .returning('id')
      .execute()
    return rows.length === 1
  }

  return {
    heartbeat: (ids, holder) => withStoreTimeout(() => heartbeat(ids, holder)),
    rebase: (id, holder, changes) => withStoreTimeout(() => rebase(id, holder, changes)),
    markSent: (id, holder, step) =>
      withStoreTimeout(() =>
        editCalls(id, holder, (calls, sentAt) => {
          calls.push({ step, sentAt, class: null, code: null, requestId: null, ms: null })
        }),
      ),
    recordCall: (id, holder, result) =>
      withStoreTimeout(() =>
        editCalls(
          id,
          holder,
          (calls) => {
            const call = calls.find((other) => other.step === result.step && other.class === null)
            if (call) Object.assign(call, result)
          },
          unsynced,
        ),
      ),
    listUnsettled: () => withStoreTimeout(listUnsettled),
    takeOver: (listed, holder) => withStoreTimeout(() => takeOver(listed, holder)),
  }
}
