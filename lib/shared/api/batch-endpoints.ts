import * as z from 'zod/mini'
import { batchSchema, batchSummarySchema } from '../batches/batch'
import { MAX_BATCH_ROOMS } from '../batches/limits'
import { CHANGE_ID } from '../changes/change'
import { keyChangeSchema } from '../metadata/entry-schemas'
import { isRoomId } from '../metadata/room-slug'
import type { Endpoint } from './endpoint'
import { cursorSchema, limitSchema } from './list-params'

export const BATCHES_PER_PAGE = 25

/** Two hundred full rooms, with every value before and after, mostly without escapes. */
const MAX_BODY_BYTES = 8 * 1024 * 1024

const batchResponse = z.object({ batch: batchSchema })
export type BatchResponse = z.infer<typeof batchResponse>

/**
 * Each room has its own key changes, as previewed. Their rooms are saved in this order, in the name of
 * the caller, also after the caller signs out.
 */
const createBatch = {
  method: 'POST',
  path: '/api/batches',
  action: 'batches.write',
  idempotent: true,
  maxBodyBytes: MAX_BODY_BYTES,
  body: z.strictObject({
    rooms: z
      .array(
        z.strictObject({
          room: z.string().check(z.refine(isRoomId)),
          changes: z.array(keyChangeSchema),
        }),
      )
      .check(z.minLength(1), z.maxLength(MAX_BATCH_ROOMS)),
    note: z.optional(z.string()),
    preset: z.optional(z.string().check(z.regex(CHANGE_ID))),
  }),
  response: batchResponse,
  status: () => 201,
} as const satisfies Endpoint
export type CreateBatchInput = z.infer<typeof createBatch.body>

const listBatches = {
  method: 'GET',
  path: '/api/batches',
  action: 'batches.read',
  query: z.strictObject({ cursor: cursorSchema, limit: limitSchema(BATCHES_PER_PAGE) }),
  /** Newest first; `next` is null on the last page. */
  response: z.object({ batches: z.array(batchSummarySchema), next: z.nullable(z.string()) }),
} as const satisfies Endpoint
export type BatchList = z.infer<typeof listBatches.response>

const readBatch = {
  method: 'GET',
  path: '/api/batches/{id}',
  action: 'batches.read',
  response: batchResponse,
} as const satisfies Endpoint

/** Rooms whose save has started are finished. */
const stopBatch = {
  method: 'POST',
  path: '/api/batches/{id}/stop',
  action: 'batches.write',
  response: batchResponse,
} as const satisfies Endpoint

/** Tries again what was not saved, and goes on after a stop; only for the person who started it. */
const retryBatch = {
  method: 'POST',
  path: '/api/batches/{id}/retry',
  action: 'batches.write',
  response: batchResponse,
} as const satisfies Endpoint

/** Starts a batch that undoes this one, in the name of the caller. */
const rollBackBatch = {
  method: 'POST',
  path: '/api/batches/{id}/roll-back',
  action: 'batches.write',
  idempotent: true,
  response: batchResponse,
  status: () => 201,
} as const satisfies Endpoint

export const batchEndpoints = {
  createBatch,
  listBatches,
  readBatch,
  stopBatch,
  retryBatch,
  rollBackBatch,
} as const
