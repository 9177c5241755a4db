import 'server-only'
import type { Metadata, SaveInput, SaveStep } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { isNoOp } from '@/lib/shared/metadata/metadata-rules'
import type { UsedPreset } from '@/lib/shared/presets/preset'
import { type Actor, authorize } from '../auth/authorize'
import type { Batches } from '../db/repositories/batches/batches'
import type { History } from '../db/repositories/history/history'
import type { Journal } from '../db/repositories/journal/journal'
import type {
  InsertResult,
  JournalRecord,
  NewChange,
} from '../db/repositories/journal/journal-types'
import type { Presets } from '../db/repositories/presets/presets'
import type { DirectoryWriter } from '../directory/directory-writer'
import type { CachedEntries, MetadataCache } from '../directory/metadata-cache'
import type { RoomDirectory } from '../directory/room-directory'
import type { EngineClient } from '../engine/client'
import { isQueueFull } from '../engine/is-queue-full'
import type { Realtime } from '../realtime/realtime'
import type { Log } from '../runtime/log'
import type { Metrics } from '../runtime/metrics'
import { type ExecuteSaveDeps, executeSave } from '../saves/execute-save'
import { toSaveStep } from '../saves/save-step'
import { type RefuseBlockedDeps, refuseBlockedValues } from './catalogue/refuse-blocked-values'
import { assertValidEntries, assertValidNote } from './change-rules'
import { findRecord } from './changes'
import { readLastChanges } from './last-changes'
import { toUsualMetadata } from './usual-metadata'

export type ReadMetadataDeps = {
  actor: Actor
  ref: string
  log: Log
  engine: EngineClient
  history: History
  metadataCache: MetadataCache
  directoryWriter: Pick<DirectoryWriter, 'findKnown'>
}

export type SaveMetadataDeps = ExecuteSaveDeps &
  RefuseBlockedDeps & {
    actor: Actor
    engine: EngineClient
    journal: Journal
    realtime: Realtime
    roomDirectory: Pick<RoomDirectory, 'recordSave'>
    metrics: Metrics
    presets: Pick<Presets, 'findName'>
    batches: Pick<Batches, 'hasRoom'>
    /** No person waits for the save: it starts when no call of a person waits. */
    isBackground?: true
  }

const READ_DEADLINE_MS = 8_000

/**
 * The entries of a room, sorted by key and at most one second old: when an invalidation event
 * reaches many open pages, they share one read. `fresh` forces a new read. While the Live service
 * does not respond, returns the last known entries with `stale` set. Throws `room.gone`.
 */
export async function readMetadata(
  deps: ReadMetadataDeps,
  { room, fresh }: { room: string; fresh?: '1' },
): Promise<Metadata> {
  const { id } = authorize(deps, 'metadata.read')
  if (fresh) deps.metadataCache.invalidate(room)
  // Changes come first: a save that settles between the two reads still shows as pending, and its
  // event updates the page.
  const openChanges = await readOpenChanges(deps, room)
  const { read, stale } = await readEntries(deps, room, id)
  const lastChanges = await readLastChanges(deps, room, read.entries)
  const { pending, unfinished } = openChanges
  return pending || unfinished || stale
    ? { ...read, stale, ...openChanges, lastChanges }
    : toUsualMetadata(read, lastChanges)
}

async function readEntries(deps: ReadMetadataDeps, room: string, requester: string) {
  const { metadataCache, engine, ref } = deps
  try {
    const call = { deadline: performance.now() + READ_DEADLINE_MS, ref, requester }
    const read = await metadataCache.readShared(room, () => engine.readMetadata(room, call))
    return { read, stale: null }
  } catch (error) {
    if (!(error instanceof Problem) || isQueueFull(error)) throw error
    if (error.code === 'room.gone') {
      metadataCache.forget(room)
      throw error
    }
    const last = metadataCache.get(room) ?? (await findLastRead(deps, room))
    if (!last) throw error
    return { read: last, stale: { code: error.code, ref } }
  }
}

/**
 * The store still knows the entries after a restart: the newest that were read, or those that a save
 * has read back since. If it cannot be read, the engine's problem is thrown.
 */
async function findLastRead(
  { history, directoryWriter }: ReadMetadataDeps,
  room: string,
): Promise<CachedEntries | null> {
  const known = await directoryWriter.findKnown(room).catch(() => null)
  const saved = await history.findLastRead(room).catch(() => null)
  if (!known || (saved && saved.readAt > known.readAt)) return saved
  return { entries: known.entries, readAt: known.readAt }
}

/** Rooms stay readable without the journal; a save then reports the problem. */
async function readOpenChanges({ history, log, ref }: ReadMetadataDeps, room: string) {
  try {
    const openChanges = await history.listOpenChanges({ room })
    const pending = openChanges.find(({ settledAt }) => settledAt === null) ?? null
    const unfinished = openChanges.find(({ outcome }) => outcome === 'partial') ?? null
    return { pending, unfinished }
  } catch (err) {
    log.warn({ event: 'journal', ref, err })
    return { pending: null, unfinished: null }
  }
}

/**
 * Saves key changes and returns the change; its outcome is `unknown` if it could not be confirmed
 * in time. Repeating an idempotency key returns the earlier result and sends nothing. Throws a
 * problem with status 422 for invalid entries and for values that the key catalogue blocks, 409
 * `room.changed` for a conflict, and 423 `room.busy` while another change locks the room.
 */
export async function saveMetadata(
  deps: SaveMetadataDeps,
  input: SaveInput & { room: string; idempotencyKey: string },
): Promise<{ change: Change }> {
  const by = authorize(deps, 'metadata.save')
  const { room, note = null, restores = null, preset: presetId } = input
  assertValid(input)
  const preset = presetId === undefined ? undefined : { id: presetId, name: null }
  const newChange: NewChange = { ...input, note, restores, preset, by }
  const { isNew, record } = await beginSave(deps, newChange)
  if (!isNew) return changeOrThrow(record)
  deps.realtime.publishRoomChange(room)
  const finalRecord = await executeSave(deps, record.change)
  deps.roomDirectory.recordSave(finalRecord)
  deps.metrics.countSave(finalRecord.change.outcome)
  return changeOrThrow(finalRecord)
}

/**
 * Inserts the change when the engine client admits it; a refused save leaves no row in the journal.
 * A save that was sent before is looked up first, because the journal may be readable while it
 * cannot be written, and after a refusal again: a copy of this request may have started meanwhile, and
 * the refusal would wrongly say that nothing was saved.
 */
async function beginSave(deps: SaveMetadataDeps, newChange: NewChange): Promise<InsertResult> {
  const { engine, journal } = deps
  const findEarlier = async (): Promise<InsertResult | null> => {
    const record = await journal.findRepeat(newChange)
    return record && { isNew: false, record }
  }
  const earlier = await findEarlier()
  if (earlier) return earlier
  const { restores, room, by, batch } = newChange
  const restored = restores === null ? null : await findChangeOfRoom(deps, restores, room)
  if (batch !== undefined) await assertBatchOfRoom(deps, batch, room)
  const preset = await namePreset(deps, newChange.preset)
  try {
    await refuseBlockedValues(deps, { ...newChange, restored })
    await engine.admitSave(by.id, deps)
    return await journal.insertPending({ ...newChange, preset })
  } catch (error) {
    const copy = await findEarlier()
    if (copy) return copy
    throw error
  }
}

/**
 * The result of the save with this idempotency key, as the save itself returned it. Throws the
 * save's own problem, or `request.not-found` if the journal has no such save of this person and
 * room.
 */
export async function readSave(
  deps: { actor: Actor; journal: Journal },
  { room, id }: { room: string; id: string },
): Promise<{ change: Change; step?: SaveStep }> {
  const { id: person } = authorize(deps, 'changes.read')
  const found = await deps.journal.findByIdempotencyKey(person, id)
  if (found?.record.change.room !== room) throw new Problem('request.not-found')
  const isPending = found.record.change.outcome === 'pending'
  return { ...changeOrThrow(found.record), ...(isPending && { step: toSaveStep(found.calls) }) }
}

function assertValid({ changes, note, overwrite = [], acknowledged = [] }: SaveInput): void {
  if (isNoOp(changes)) throw new Problem('changes.empty')
  assertValidNote(note)
  const keys = new Set(changes.map(({ key }) => key))
  if (!overwrite.every((key) => keys.has(key))) {
    throw new Problem('request.malformed', { params: { field: 'overwrite' } })
  }
  // Whether a warning is right is not checked: it is a record of what the person saw.
  if (!acknowledged.every(({ key }) => keys.has(key))) {
    throw new Problem('request.malformed', { params: { field: 'acknowledged' } })
  }
  assertValidEntries(changes)
}

/** A preset that was deleted since the draft was filled is recorded without a name. */
async function namePreset({ presets }: Pick<SaveMetadataDeps, 'presets'>, preset?: UsedPreset) {
  return preset && { ...preset, name: await presets.findName(preset.id) }
}

/** The history would be wrong if a save claimed to belong to a batch without this room. */
async function assertBatchOfRoom(
  { batches }: Pick<SaveMetadataDeps, 'batches'>,
  id: string,
  room: string,
): Promise<void> {
  if (await batches.hasRoom(id, room)) return
  throw new Problem('request.malformed', { params: { field: 'batch' } })
}

/** The history would be wrong if a save claimed to restore a change of another room. */
async function findChangeOfRoom(
  deps: { journal: Journal },
  id: string,
  room: string,
): Promise<JournalRecord> {
  const record = await findRecord(deps, id)
  if (record?.change.room === room) return record
  throw new Problem('request.malformed', { params: { field: 'restores' } })
}

function changeOrThrow({ change, problem }: JournalRecord): { change: Change } {
  if (change.outcome !== 'not-applied') return { change }
  throw (problem ?? new Problem('engine.failed')).with({ change })
}
