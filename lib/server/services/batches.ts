import 'server-only'
import type { BatchList, BatchResponse, CreateBatchInput } from '@/lib/shared/api/batch-endpoints'
import { BATCHES_PER_PAGE } from '@/lib/shared/api/batch-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { type Batch, isBatchActive } from '@/lib/shared/batches/batch'
import { planRollBack } from '@/lib/shared/batches/plan-roll-back'
import { CHANGE_ID } from '@/lib/shared/changes/change'
import { isNoOp } from '@/lib/shared/metadata/metadata-rules'
import { type Actor, authorize } from '../auth/authorize'
import type { BatchWorker } from '../batches/batch-worker'
import type { Batches, NewBatch } from '../db/repositories/batches/batches'
import type { Presets } from '../db/repositories/presets/presets'
import type { Log } from '../runtime/log'
import { assertValidEntries, assertValidNote } from './change-rules'

export type BatchesDeps = {
  actor: Actor
  batches: Batches
  presets: Pick<Presets, 'findName'>
  batchWorker: Pick<BatchWorker, 'wake'>
  log: Log
  ref: string
}

type WithId = { id: string }

/**
 * Starts a batch. Throws the problems of a save that can be known without the room, `request.malformed`
 * for a room that is listed twice, and `save.key-reused`.
 */
export async function createBatch(
  deps: BatchesDeps,
  { rooms, note, preset: presetId, idempotencyKey }: CreateBatchInput & { idempotencyKey: string },
): Promise<BatchResponse> {
  authorize(deps, 'batches.write')
  assertValidNote(note)
  for (const { changes } of rooms) {
    if (isNoOp(changes)) throw new Problem('changes.empty')
    assertValidEntries(changes)
  }
  if (new Set(rooms.map(({ room }) => room)).size < rooms.length) {
    throw new Problem('request.malformed', { params: { field: 'rooms' } })
  }
  const preset =
    presetId === undefined ? null : { id: presetId, name: await deps.presets.findName(presetId) }
  return start(deps, { idempotencyKey, note: note ?? null, preset, rollsBack: null, rooms })
}

/** Newest first. */
export async function listBatches(
  deps: BatchesDeps,
  { cursor, limit = BATCHES_PER_PAGE }: { cursor?: string; limit?: number },
): Promise<BatchList> {
  authorize(deps, 'batches.read')
  return deps.batches.list({ cursor, limit })
}

/** Throws `request.not-found`. */
export async function readBatch(deps: BatchesDeps, { id }: WithId): Promise<BatchResponse> {
  authorize(deps, 'batches.read')
  return { batch: await findOrThrow(deps, id) }
}

/** Starts no further room; any editor may do that. */
export async function stopBatch(deps: BatchesDeps, { id }: WithId): Promise<BatchResponse> {
  const { id: by } = authorize(deps, 'batches.write')
  await findOrThrow(deps, id)
  await deps.batches.stop(id, 'stopped')
  deps.log.info({ event: 'batch-stopped', ref: deps.ref, batch: id, by })
  return { batch: await findOrThrow(deps, id) }
}

/**
 * Tries again what was not saved. Its saves are made in the name of the person who started the
 * batch, so other people may not do that: throws `auth.forbidden`.
 */
export async function retryBatch(deps: BatchesDeps, { id }: WithId): Promise<BatchResponse> {
  const { id: by } = authorize(deps, 'batches.write')
  const batch = await findOrThrow(deps, id)
  if (batch.by.id !== by) throw new Problem('auth.forbidden')
  await deps.batches.retry(id)
  deps.batchWorker.wake()
  deps.log.info({ event: 'batch-retried', ref: deps.ref, batch: id, by })
  return { batch: await findOrThrow(deps, id) }
}

/**
 * Starts a batch that undoes what this one saved, in rooms that still hold its values. Throws
 * `batch.running` while an outcome is open, and `batch.nothing-saved`.
 */
export async function rollBackBatch(
  deps: BatchesDeps,
  { id, idempotencyKey }: WithId & { idempotencyKey: string },
): Promise<BatchResponse> {
  authorize(deps, 'batches.write')
  if (isBatchActive(await findOrThrow(deps, id))) throw new Problem('batch.running')
  const rooms = planRollBack(await deps.batches.listSaved(id))
  if (rooms.length === 0) throw new Problem('batch.nothing-saved')
  return start(deps, { idempotencyKey, note: null, preset: null, rollsBack: id, rooms })
}

async function start(deps: BatchesDeps, newBatch: Omit<NewBatch, 'by'>): Promise<BatchResponse> {
  const { actor, batches, batchWorker, log, ref } = deps
  const batch = await batches.create({ ...newBatch, by: actor })
  const { length: rooms } = batch.rooms
  log.info({ event: 'batch-started', ref, batch: batch.id, rooms, by: actor.id })
  batchWorker.wake()
  return { batch }
}

async function findOrThrow({ batches }: BatchesDeps, id: string): Promise<Batch> {
  const batch = CHANGE_ID.test(id) ? await batches.find(id) : null
  if (!batch) throw new Problem('request.not-found')
  return batch
}
