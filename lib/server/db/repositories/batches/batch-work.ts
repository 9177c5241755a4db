import 'server-only'
import { sql } from 'kysely'
import type { Problem } from '@/lib/shared/api/problem'
import type { BatchRoomState, BatchState, BatchStopReason } from '@/lib/shared/batches/batch'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Database } from '../../database'
import { serializeProblem } from '../../mappers'
import { withStoreErrors, withStoreTimeout } from '../../query-errors'
import { OPEN_STATES, parseKeyChanges, toUsedPreset } from './batch-rows'

/** A room of a batch with everything that its save needs; `person` started the batch. */
export type BatchJob = {
  batch: string
  position: number
  room: string
  changes: KeyChange[]
  restores: string | null
  idempotencyKey: string
  note: string | null
  preset: string | null
  person: string
  batchState: BatchState
  stopReason: BatchStopReason | null
}

export type JobResult = {
  state: Exclude<BatchRoomState, 'saving'>
  changeId?: string
  problem?: Problem
}

/**
 * The batches as their worker sees them. Every write names the Idempotency-Key of the attempt, so
 * that a late result of an earlier attempt changes nothing. Throws `journal.unavailable`.
 */
export type BatchWork = {
  /**
   * Marks the next waiting room as being saved. `last` is the batch that was served last: another
   * one goes first, so that batches take turns.
   */
  claimNext(last: string | null): Promise<BatchJob | null>
  /** Rooms that are being saved, or whose outcome is unknown. */
  listUnfinished(): Promise<(BatchJob & { state: 'saving' | 'unknown' })[]>
  /** Writes the outcome of the room, and ends the batch with its last one. */
  finish(job: BatchJob, result: JobResult): Promise<void>
  findStopReason(batch: string): Promise<BatchStopReason | null>
  /** Shows why no room of the batch can be saved at this moment; null when it goes on. */
  setWaitingFor(batch: string, code: Problem['code'] | null): Promise<void>
}

export function createBatchWork(database: Database): BatchWork {
  const { kysely } = database
  return {
    claimNext: (last) => withStoreTimeout(() => claimNext(database, last)),
    listUnfinished: () => withStoreTimeout(() => listUnfinished(database)),
    finish: (job, result) => withStoreErrors(() => finish(database, job, result)),
    findStopReason: (batch) =>
      withStoreTimeout(async () => {
        const query = kysely.selectFrom('batches').select('stop_reason').where('id', '=', batch)
        return (await query.executeTakeFirst())?.stop_reason ?? null
      }),
    setWaitingFor: (batch, code) =>
      withStoreTimeout(async () => {
        await kysely
          .updateTable('batches')
          .set({ waiting_for: code })
          .where('id', '=', batch)
          .where('state', '=', 'running')
          .execute()
      }),
  }
}

const selectJobs = ({ kysely }: Database) =>
  kysely
    .selectFrom('batch_rooms')
    .innerJoin('batches', 'batches.id', 'batch_rooms.batch_id')
    .selectAll('batch_rooms')
    .select([
      'batches.person_id',
      'batches.note',
      'batches.preset_id',
      'batches.preset_name',
      'batches.state as batch_state',
      'batches.stop_reason',
    ])

type JobRow = Awaited<ReturnType<ReturnType<typeof selectJobs>['executeTakeFirstOrThrow']>>

const toJob = (row: JobRow): BatchJob => ({
  batch: row.batch_id,
  position: row.position,
  room: row.room,
  changes: parseKeyChanges(row.changes),
  restores: row.restores,
  idempotencyKey: row.idempotency_key,
  note: row.note,
  preset: toUsedPreset(row)?.id ?? null,
  person: row.person_id,
  batchState: row.batch_state,
  stopReason: row.stop_reason,
})

/** Repeats the condition of the partial index, so that only open rooms are read. */
const isOpen = sql<boolean>`batch_rooms.state in ('waiting', 'saving', 'unknown')`

async function claimNext(database: Database, last: string | null): Promise<BatchJob | null> {
  const row = await selectJobs(database)
    .where('batches.state', '=', 'running')
    .where(isOpen)
    .where('batch_rooms.state', '=', 'waiting')
    .orderBy(sql`case when batches.id = ${last ?? ''} then 1 else 0 end`)
    .orderBy('batches.at')
    .orderBy('batches.id')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const claimed = await database.kysely
    .updateTable('batch_rooms')
    .set({ state: 'saving' })
    .where('batch_id', '=', row.batch_id)
    .where('position', '=', row.position)
    .where('idempotency_key', '=', row.idempotency_key)
    .where('state', '=', 'waiting')
    .returning('room')
    .execute()
  return claimed.length === 0 ? claimNext(database, last) : toJob(row)
}

async function listUnfinished(database: Database) {
  const rows = await selectJobs(database)
    .where(isOpen)
    .where('batch_rooms.state', 'in', ['saving', 'unknown'])
    .execute()
  return rows.map((row) => ({
    ...toJob(row),
    state: row.state === 'unknown' ? ('unknown' as const) : ('saving' as const),
  }))
}

async function finish(
  { kysely, clock }: Database,
  job: BatchJob,
  { state, changeId, problem }: JobResult,
): Promise<void> {
  await kysely.transaction().execute(async (trx) => {
    // First, because it locks the batch: of two rooms that end together, the second sees the first.
    await trx
      .updateTable('batches')
      .set(({ ref }) => ({ waiting_for: state === 'waiting' ? ref('waiting_for') : null }))
      .where('id', '=', job.batch)
      .execute()
    await trx
      .updateTable('batch_rooms')
      .set({
        state,
        ...(changeId !== undefined && { change_id: changeId }),
        problem: problem ? serializeProblem(problem) : null,
      })
      .where('batch_id', '=', job.batch)
      .where('position', '=', job.position)
      .where('idempotency_key', '=', job.idempotencyKey)
      .where('state', 'in', ['saving', 'unknown'])
      .execute()
    await trx
      .updateTable('batches')
      .set({ state: 'done', ended_at: clock })
      .where('id', '=', job.batch)
      .where('state', '!=', 'done')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('batch_rooms')
              .select('position')
              .whereRef('batch_id', '=', 'batches.id')
              .where('state', 'in', OPEN_STATES),
          ),
        ),
      )
      .execute()
  })
}
