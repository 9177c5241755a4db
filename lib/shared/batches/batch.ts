import * as z from 'zod/mini'
import { problemCodeSchema, problemParamsSchema } from '../api/problem-schemas'
import { usedPresetSchema } from '../presets/preset'

/**
 * The outcome of one room. `waiting` rooms were not tried; `saving` ones are being saved; `unknown`
 * is settled by reading and never sent again; the last three are those of the change.
 */
export const batchRoomStates = [
  'waiting',
  'saving',
  'unknown',
  'applied',
  'partial',
  'not-applied',
] as const
export type BatchRoomState = (typeof batchRoomStates)[number]

const batchStates = ['running', 'stopped', 'done'] as const
export type BatchState = (typeof batchStates)[number]

/**
 * Why a batch stopped: someone stopped it, or its person was signed out everywhere, or may no longer
 * save.
 */
const batchStopReasons = ['stopped', 'signed-out', 'not-allowed'] as const
export type BatchStopReason = (typeof batchStopReasons)[number]

const personSchema = z.object({ id: z.string(), name: z.string() })

/**
 * A change to several rooms, saved one room after the other. `rollsBack` is the batch that it undoes;
 * `waitingFor` is why no room can be saved at this moment; `counts` are rooms by state.
 */
export const batchSummarySchema = z.object({
  id: z.string(),
  by: personSchema,
  at: z.string(),
  note: z.nullable(z.string()),
  preset: z.nullable(usedPresetSchema),
  rollsBack: z.nullable(z.string()),
  state: z.enum(batchStates),
  stopReason: z.nullable(z.enum(batchStopReasons)),
  waitingFor: z.nullable(problemCodeSchema),
  endedAt: z.nullable(z.string()),
  counts: z.record(z.enum(batchRoomStates), z.number()),
})
export type BatchSummary = z.infer<typeof batchSummarySchema>

/** `name` is null for a room that the directory does not know; `problem` is why it was not saved. */
const batchRoomSchema = z.object({
  room: z.string(),
  name: z.nullable(z.string()),
  state: z.enum(batchRoomStates),
  keys: z.array(z.string()),
  changeId: z.nullable(z.string()),
  problem: z.nullable(
    z.object({ code: problemCodeSchema, params: z.optional(problemParamsSchema) }),
  ),
})
export type BatchRoom = z.infer<typeof batchRoomSchema>

export const batchSchema = z.extend(batchSummarySchema, { rooms: z.array(batchRoomSchema) })
export type Batch = z.infer<typeof batchSchema>

/** True while rooms are being saved or their outcome is open. */
export const isBatchActive = ({ state, counts }: Pick<BatchSummary, 'state' | 'counts'>) =>
  state === 'running' || counts.saving + counts.unknown > 0
