import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../../database'
import {
  type Call,
  CHANGE_COLUMNS,
  parseStoredEntries,
  parseStoredProblem,
  serializeProblem,
  toChange,
} from '../../mappers'
import { withStoreErrors, withStoreTimeout } from '../../query-errors'
import {
  type ExternalChange,
  insertExternalChange,
  type JournalHead,
  nextRoomOrder,
  readHead,
} from './external-changes'
import { findByIdempotencyKey, findRepeat, insertPending } from './insert-pending'
import type { InsertResult, JournalRecord, NewChange, Settlement } from './journal-types'
import { createLeases, type Leases } from './leases'

/**
 * Every operation throws `journal.unavailable` when the store fails; those of a save do so within a
 * second.
 */
export type Journal = Leases & {
  /** The name under which this process holds the changes it inserted. */
  holder: string
  /**
   * Inserts the change as pending, which locks the room. Throws `room.busy` while another change
   * locks the room and `save.key-reused` for an Idempotency-Key that was used with another body.
   */
  insertPending(newChange: NewChange): Promise<InsertResult>
  /**
   * The change that was journalled with this Idempotency-Key and body, or null. Throws
   * `save.key-reused`.
   */
  findRepeat(newChange: NewChange): Promise<JournalRecord | null>
  /**
   * Writes an outcome. A settled change never changes again, nor does one that another holder took
   * over: then the stored record is returned unchanged.
   */
  settle(id: string, settlement: Settlement, holder?: string): Promise<JournalRecord>
  find(id: string): Promise<JournalRecord | null>
  /** The change that this person sent with this Idempotency-Key, and the calls it made so far. */
  findByIdempotencyKey(
    person: string,
    key: string,
  ): Promise<{ record: JournalRecord; calls: readonly Call[] } | null>
  readHead(room: string): Promise<JournalHead>
  /**
   * Returns null when a change of the room started or settled since `head`, or another process
   * recorded the same change.
   */
  recordExternalChange(change: ExternalChange, head: JournalHead): Promise<Change | null>
}

/** The journal in the database: one row per change, never removed. */
export function createJournal(database: Database, holder: string = randomUUID()): Journal {
  return {
    ...createLeases(database),
    holder,
    insertPending: (newChange) => insertPendingWithTimeout(database, newChange, holder),
    findRepeat: (newChange) => withStoreTimeout(() => findRepeat(database, newChange)),
    settle: (id, settlement, by = holder) =>
      withStoreTimeout(() => settle(database, id, settlement, by)),
    find: (id) => withStoreTimeout(() => find(database, id)),
    findByIdempotencyKey: (person, key) =>
      withStoreTimeout(() => findByIdempotencyKey(database, person, key)),
    readHead: (room) => withStoreErrors(() => readHead(database, room)),
    recordExternalChange: (change, head) =>
      withStoreErrors(() => insertExternalChange(database, change, head)),
  }
}

/**
 * An INSERT that timed out may still commit. Such a row is marked as not applied, which is what its
 * author saw.
 */
async function insertPendingWithTimeout(database: Database, newChange: NewChange, holder: string) {
  const insertion = insertPending(database, newChange, holder)
  try {
    return await withStoreTimeout(() => insertion)
  } catch (error) {
    const problem = new Problem('journal.unavailable')
    const cleanup = insertion.then(({ isNew, record: { change } }) =>
      isNew
        ? settle(database, change.id, createNotAppliedSettlement(change, problem), holder)
        : null,
    )
    // If this fails too, the row goes stale and recovery settles it.
    cleanup.catch(() => undefined)
    throw error
  }
}

/**
 * The settlement of a change whose writes were never sent or had no effect; `entries` is the room if
 * it was read.
 */
export function createNotAppliedSettlement(
  { changes }: Change,
  problem?: Problem,
  entries?: readonly Entry[],
): Settlement {
  const values = entries && valuesByKey(entries)
  const results = changes.map(({ key, from }) => {
    const found = values ? (values.get(key) ?? null) : from
    return { key, result: 'not-applied' as const, found }
  })
  return { outcome: 'not-applied', results, readAt: null, engine: problem?.details.engine, problem }
}

async function find({ kysely }: Database, id: string): Promise<JournalRecord | null> {
  const row = await kysely
    .selectFrom('changes')
    .select([...CHANGE_COLUMNS, 'after'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return {
    change: toChange(row),
    problem: parseStoredProblem(row.problem),
    after: parseStoredEntries(row.after),
  }
}

async function settle(
  database: Database,
  id: string,
  { outcome, results, readAt, engine, problem, after }: Settlement,
  holder: string,
): Promise<JournalRecord> {
  const isSettled = outcome !== 'pending' && outcome !== 'unknown'
  const row = await database.kysely
    .updateTable('changes')
    .set({
      outcome,
      results: JSON.stringify(results),
      read_at: readAt === null ? null : Date.parse(readAt),
      engine: engine ? JSON.stringify(engine) : null,
      problem: problem ? serializeProblem(problem) : null,
      ...(after && { after: JSON.stringify(after) }),
      ...(isSettled && { settled_at: database.clock, room_order: nextRoomOrder() }),
    })
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('settled_at', 'is', null)
    .returning(CHANGE_COLUMNS)
    .executeTakeFirst()
  if (row) return { change: toChange(row), problem, after: after ? [...after] : null }
  const record = await find(database, id)
  if (!record) throw new Error(`no change ${id}`)
  return record
}
