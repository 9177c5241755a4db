import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { Batch, BatchStopReason, BatchSummary } from '@/lib/shared/batches/batch'
import type { Change } from '@/lib/shared/changes/change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { UsedPreset } from '@/lib/shared/presets/preset'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, toChange } from '../../mappers'
import { isUniqueViolation, withStoreErrors, withStoreTimeout } from '../../query-errors'
import type { Tables } from '../../schema'
import { formatCursor, parseCursor, toPage } from '../paging'
import { assertStorable } from '../storable-text'
import { countRooms, findBatch, toSummary } from './batch-rows'

/** `restores` is the change that a roll back undoes in that room. */
export type NewBatchRoom = { room: string; changes: readonly KeyChange[]; restores?: string }

export type NewBatch = {
  by: Pick<Person, 'id' | 'name'>
  idempotencyKey: string
  note: string | null
  preset: UsedPreset | null
  rollsBack: string | null
  rooms: readonly NewBatchRoom[]
}

/** Changes to several rooms. All operations throw `journal.unavailable` when the store fails. */
export type Batches = {
  /**
   * Inserts the batch with an Idempotency-Key for each of its rooms. Returns the existing batch for
   * the same key and request, and throws `save.key-reused` for another request.
   */
  create(batch: NewBatch): Promise<Batch>
  /** Newest first. Throws `request.malformed` for an invalid cursor. */
  list(query: {
    cursor?: string
    limit: number
  }): Promise<{ batches: BatchSummary[]; next: string | null }>
  find(id: string): Promise<Batch | null>
  hasRoom(id: string, room: string): Promise<boolean>
  /** The changes of the batch with an effect: by room, in the order in which they settled there. */
  listSaved(id: string): Promise<Change[]>
  /** Starts no further room. Does nothing to a batch that does not run. */
  stop(id: string, reason: BatchStopReason): Promise<void>
  /** Gives rooms that were not saved a new key, and lets the batch run again. */
  retry(id: string): Promise<void>
}

export function createBatches(database: Database): Batches {
  const { kysely } = database
  return {
    create: (batch) => withStoreErrors(() => create(database, batch)),
    list: (query) => withStoreTimeout(() => list(database, query)),
    find: (id) => withStoreTimeout(() => findBatch(database, id)),
    hasRoom: (id, room) =>
      withStoreTimeout(async () => {
        const query = kysely.selectFrom('batch_rooms').select('position')
        const row = await query
          .where('batch_id', '=', id)
          .where('room', '=', room)
          .executeTakeFirst()
        return row !== undefined
      }),
    listSaved: (id) => withStoreTimeout(() => listSaved(database, id)),
    stop: (id, reason) =>
      withStoreErrors(() =>
        stopRunning(kysely, reason)
          .where('id', '=', id)
          .execute()
          .then(() => undefined),
      ),
    retry: (id) => withStoreErrors(() => retry(database, id)),
  }
}

/** Stops what this person has running: it must not go on after they are signed out everywhere. */
export async function stopBatchesOf(
  kysely: Database['kysely'],
  personId: string,
  reason: BatchStopReason,
): Promise<void> {
  await stopRunning(kysely, reason).where('person_id', '=', personId).execute()
}

const stopRunning = (kysely: Database['kysely'], reason: BatchStopReason) =>
  kysely
    .updateTable('batches')
    .set({ state: 'stopped', stop_reason: reason, waiting_for: null })
    .where('state', '=', 'running')

async function create(database: Database, batch: NewBatch): Promise<Batch> {
  const { kysely, clock } = database
  const { by, note, preset, rollsBack, rooms } = batch
  assertStorable('note', note)
  const digest = digestRequest(batch)
  const key = batch.idempotencyKey.toLowerCase()
  const earlier = await findRepeat(database, by.id, key, digest)
  if (earlier) return earlier
  const id = randomUUID()
  try {
    await kysely.transaction().execute(async (trx) => {
      await trx
        .insertInto('batches')
        .values({
          id,
          at: clock,
          person_id: by.id,
          person_name: by.name,
          note,
          preset_id: preset?.id ?? null,
          preset_name: preset?.name ?? null,
          rolls_back: rollsBack,
          state: 'running',
          idempotency_key: key,
          digest,
        })
        .execute()
      await insertRooms(trx, id, rooms)
    })
  } catch (error) {
    // A copy of this request was faster.
    const copy = isUniqueViolation(error) && (await findRepeat(database, by.id, key, digest))
    if (!copy) throw error
    return copy
  }
  return findOrThrow(database, id)
}

/** SQLite limits the number of parameters of a statement. */
const ROOMS_PER_INSERT = 50

async function insertRooms(trx: Transaction<Tables>, id: string, rooms: readonly NewBatchRoom[]) {
  const rows = rooms.map(({ room, changes, restores = null }, position) => ({
    batch_id: id,
    position,
    room,
    changes: JSON.stringify(changes),
    restores,
    idempotency_key: randomUUID(),
    state: 'waiting' as const,
  }))
  for (let first = 0; first < rows.length; first += ROOMS_PER_INSERT) {
    const some = rows.slice(first, first + ROOMS_PER_INSERT)
    await trx.insertInto('batch_rooms').values(some).execute()
  }
}

function digestRequest({ note, preset, rollsBack, rooms }: NewBatch): string {
  const parts = [
    note,
    preset?.id ?? null,
    rollsBack,
    rooms.map(({ room, changes }) => [room, changes.map(({ key, from, to }) => [key, from, to])]),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}

async function findRepeat(database: Database, person: string, key: string, digest: string) {
  const row = await database.kysely
    .selectFrom('batches')
    .select(['id', 'digest'])
    .where('person_id', '=', person)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
  if (!row) return null
  if (row.digest !== digest) throw new Problem('save.key-reused')
  return findOrThrow(database, row.id)
}

async function findOrThrow(database: Database, id: string): Promise<Batch> {
  const batch = await findBatch(database, id)
  if (!batch) throw new Error(`no batch ${id}`)
  return batch
}

async function list(database: Database, { cursor, limit }: { cursor?: string; limit: number }) {
  const after = cursor === undefined ? null : parseCursor(cursor)
  let query = database.kysely.selectFrom('batches').selectAll()
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('at', 'id'), '<', tuple(after.at, after.id)),
    )
  }
  const newestFirst = query.orderBy('at', 'desc').orderBy('id', 'desc')
  const { rows, next } = toPage(await newestFirst.limit(limit + 1).execute(), limit)
  const countsOf = await countRooms(
    database,
    rows.map(({ id }) => id),
  )
  return {
    batches: rows.map((row) => toSummary(row, countsOf(row.id))),
    next: next && formatCursor(next),
  }
}

/** By room and in the order in which they settled there. */
async function listSaved({ kysely }: Database, id: string): Promise<Change[]> {
  const rows = await kysely
    .selectFrom('changes')
    .select(CHANGE_COLUMNS)
    .where('batch_id', '=', id)
    .where('outcome', 'in', ['applied', 'partial'])
    .orderBy('room')
    .orderBy('room_order')
    .execute()
  return rows.map(toChange)
}

/**
 * A room whose outcome is unknown keeps its key and is not sent again. A partly saved room keeps the
 * changes that it was created with: what it already has is not sent again.
 */
async function retry({ kysely }: Database, id: string): Promise<void> {
  await kysely.transaction().execute(async (trx) => {
    const running = await trx
      .updateTable('batches')
      .set({ state: 'running', stop_reason: null, ended_at: null })
      .where('id', '=', id)
      .returning('id')
      .execute()
    if (running.length === 0) return
    const failed = await trx
      .selectFrom('batch_rooms')
      .select('position')
      .where('batch_id', '=', id)
      .where('state', 'in', ['partial', 'not-applied'])
      .execute()
    for (const { position } of failed) {
      await trx
        .updateTable('batch_rooms')
        .set({ state: 'waiting', idempotency_key: randomUUID(), change_id: null, problem: null })
        .where('batch_id', '=', id)
        .where('position', '=', position)
        .execute()
    }
  })
}
