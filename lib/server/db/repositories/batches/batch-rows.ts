import 'server-only'
import type { Selectable } from 'kysely'
import * as z from 'zod/mini'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { problemCodeSchema } from '@/lib/shared/api/problem-schemas'
import type { Batch, BatchRoom, BatchRoomState, BatchSummary } from '@/lib/shared/batches/batch'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { keyChangeSchema } from '@/lib/shared/metadata/entry-schemas'
import type { UsedPreset } from '@/lib/shared/presets/preset'
import type { BatchesTable, BatchRoomsTable } from '../../batch-schema'
import type { Database } from '../../database'
import { parseStoredProblem } from '../../mappers'

type BatchRow = Selectable<BatchesTable>
type BatchRoomRow = Selectable<BatchRoomsTable>

export const parseKeyChanges = (text: string): KeyChange[] =>
  z.array(keyChangeSchema).parse(JSON.parse(text))

/** Null for a change without a preset. */
export const toUsedPreset = (
  row: Pick<BatchRow, 'preset_id' | 'preset_name'>,
): UsedPreset | null =>
  row.preset_id === null ? null : { id: row.preset_id, name: row.preset_name }

export function toSummary(row: BatchRow, counts: BatchSummary['counts']): BatchSummary {
  return {
    id: row.id,
    by: { id: row.person_id, name: row.person_name },
    at: toIsoTime(row.at),
    note: row.note,
    preset: toUsedPreset(row),
    rollsBack: row.rolls_back,
    state: row.state,
    stopReason: row.stop_reason,
    // A code that this version no longer knows is not shown.
    waitingFor: problemCodeSchema.safeParse(row.waiting_for).data ?? null,
    endedAt: row.ended_at === null ? null : toIsoTime(row.ended_at),
    counts,
  }
}

const noRooms = (): BatchSummary['counts'] => ({
  waiting: 0,
  saving: 0,
  unknown: 0,
  applied: 0,
  partial: 0,
  'not-applied': 0,
})

/** The rooms of each batch by state. */
export async function countRooms(
  { kysely }: Pick<Database, 'kysely'>,
  ids: readonly string[],
): Promise<(id: string) => BatchSummary['counts']> {
  const counts = new Map(ids.map((id) => [id, noRooms()]))
  const rows = await kysely
    .selectFrom('batch_rooms')
    .select(['batch_id', 'state'])
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('rooms'))
    .where('batch_id', 'in', ids.length > 0 ? ids : [''])
    .groupBy(['batch_id', 'state'])
    .execute()
  for (const { batch_id, state, rooms } of rows) {
    const found = counts.get(batch_id)
    if (found) found[state] = rooms
  }
  return (id) => counts.get(id) ?? noRooms()
}

/** The batch with its rooms in their order; null for an unknown id. */
export async function findBatch(
  { kysely }: Pick<Database, 'kysely'>,
  id: string,
): Promise<Batch | null> {
  const row = await kysely.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const rooms = await kysely
    .selectFrom('batch_rooms')
    .leftJoin('rooms', 'rooms.id', 'batch_rooms.room')
    .selectAll('batch_rooms')
    .select('rooms.name as room_name')
    .where('batch_id', '=', id)
    .orderBy('position')
    .execute()
  const counts = noRooms()
  for (const { state } of rooms) counts[state] += 1
  return { ...toSummary(row, counts), rooms: rooms.map(toBatchRoom) }
}

function toBatchRoom(row: BatchRoomRow & { room_name: string | null }): BatchRoom {
  const problem = parseStoredProblem(row.problem)
  return {
    room: row.room,
    name: row.room_name || null,
    state: row.state,
    keys: parseKeyChanges(row.changes).map(({ key }) => key),
    changeId: row.change_id,
    problem: problem ? { code: problem.code, params: problem.details.params } : null,
  }
}

/** States in which the outcome of a room is still open. */
export const OPEN_STATES: readonly BatchRoomState[] = ['waiting', 'saving', 'unknown']
