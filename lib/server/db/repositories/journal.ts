import 'server-only'
import { randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import type { Entry as RoomEntry } from '@/lib/shared/metadata/entry'
import type { Database } from '../database'
import { guarded, guardedSoon } from '../failures'
import { CHANGE_COLUMNS, changeOf, problemOf, roomOf, storedProblem } from '../mappers'
import { begin, findByKey, seen } from './begin'
import { insertOutside, type OutsideChange, type Stand, standOf } from './external-changes'
import { createHolds, type Holds } from './leases'

/** What is known of a change before it is sent. */
export type Intent = Pick<Change, 'room' | 'note' | 'changes' | 'restores'> & {
  by: NonNullable<Change['by']>
  idempotencyKey: string
}

/** How a change came out; `problem` is what the person is told when it did not, `after` the whole room as read back. */
export type Settlement = Pick<Change, 'outcome' | 'results' | 'readAt' | 'engine'> & {
  problem?: Problem
  after?: readonly RoomEntry[] | null
}

/** A journalled change with what was answered; `problem` says why it was not applied. */
export type Entry = { change: Change; problem?: Problem; after: RoomEntry[] | null }

/** Every operation throws `journal.unavailable` when the store fails; those of a save do so within a second. */
export type Journal = Holds & {
  /** The name under which this process holds the changes it began. */
  holder: string
  /**
   * Writes the change as pending, which takes the room. `fresh` false: this key and body were seen before, nothing
   * was begun. Throws `room.busy` while another change holds the room, `save.key-reused` for the key with another body.
   */
  begin(intent: Intent): Promise<{ fresh: boolean; entry: Entry }>
  /** What `begin` would answer of a key seen before; null = it would begin. Nothing is written. */
  seen(intent: Intent): Promise<Entry | null>
  /**
   * Writes an outcome. An unsettled change may be written again; a settled one never changes, nor does one that
   * another holder has taken over: then the answer is what stands in the journal.
   */
  settle(id: string, settlement: Settlement, holder?: string): Promise<Entry>
  find(id: string): Promise<Entry | null>
  /** The change a person sent with this Idempotency-Key. */
  findByKey(person: string, key: string): Promise<Entry | null>
  /** The unsettled change that holds the room. */
  unsettledOf(room: string): Promise<Change | null>
  standOf(room: string): Promise<Stand>
  /** Writes down what apps changed; null where the journal moved on since `stand` or another process wrote it. */
  insertOutside(change: OutsideChange, stand: Stand): Promise<Change | null>
}

/** The journal in the database: one row a change, never removed. */
export function createJournal(database: Database, holder: string = randomUUID()): Journal {
  return {
    ...createHolds(database),
    holder,
    begin: (intent) => beginSoon(database, intent, holder),
    seen: (intent) => guardedSoon(() => seen(database, intent)),
    settle: (id, settlement, by = holder) =>
      guardedSoon(() => settle(database, id, settlement, by)),
    find: (id) => guardedSoon(() => find(database, id)),
    findByKey: (person, key) =>
      guardedSoon(async () => (await findByKey(database, person, key))?.entry ?? null),
    unsettledOf: (room) => guardedSoon(() => unsettledOf(database, room)),
    standOf: (room) => guarded(() => standOf(database, room)),
    insertOutside: (change, stand) => guarded(() => insertOutside(database, change, stand)),
  }
}

/**
 * A begin that was given up may still arrive, and then it holds the room though nobody carries it out: it is settled
 * as what its person was told.
 */
async function beginSoon(database: Database, intent: Intent, holder: string) {
  const begun = begin(database, intent, holder)
  try {
    return await guardedSoon(() => begun)
  } catch (error) {
    const problem = new Problem('journal.unavailable')
    const late = begun.then(({ fresh, entry: { change } }) => {
      return fresh ? settle(database, change.id, nothingSent(change, problem), holder) : null
    })
    // Where even that fails, the row goes stale and is recovered.
    late.catch(() => undefined)
    throw error
  }
}

function nothingSent({ changes }: Change, problem: Problem): Settlement {
  const results = changes.map(({ key, from }) => {
    return { key, result: 'not-applied' as const, found: from }
  })
  return { outcome: 'not-applied', results, readAt: null, problem }
}

async function find({ kysely }: Database, id: string): Promise<Entry | null> {
  const row = await kysely
    .selectFrom('changes')
    .select([...CHANGE_COLUMNS, 'problem', 'after'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return { change: changeOf(row), problem: problemOf(row.problem), after: roomOf(row.after) }
}

async function unsettledOf({ kysely }: Database, room: string): Promise<Change | null> {
  const row = await kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('room', '=', room)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  return row ? changeOf(row) : null
}

async function settle(
  database: Database,
  id: string,
  { outcome, results, readAt, engine, problem, after }: Settlement,
  holder: string,
): Promise<Entry> {
  const settled = outcome !== 'pending' && outcome !== 'unknown'
  const row = await database.kysely
    .updateTable('changes')
    .set({
      outcome,
      results: JSON.stringify(results),
      read_at: readAt === null ? null : Date.parse(readAt),
      engine: engine ? JSON.stringify(engine) : null,
      problem: problem ? storedProblem(problem) : null,
      ...(after && { after: JSON.stringify(after) }),
      ...(settled && { settled_at: database.clock }),
    })
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('settled_at', 'is', null)
    .returning(CHANGE_COLUMNS)
    .executeTakeFirst()
  if (row) return { change: changeOf(row), problem, after: after ? [...after] : null }
  const entry = await find(database, id)
  if (!entry) throw new Error(`no change ${id}`)
  return entry
}
