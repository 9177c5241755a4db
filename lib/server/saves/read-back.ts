import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { EngineError } from '@/lib/shared/api/problem-codes'
import type { KeyResult } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Settlement } from '../db/repositories/journal/journal-types'
import type { MetadataCache } from '../directory/metadata-cache'
import type { CallOptions } from '../engine/call'
import type { EngineClient } from '../engine/client'
import type { CallPriority } from '../engine/resilience/call-guard'
import { TIMINGS } from '../engine/timings'
import { type InFlightDeps, inFlightCallOptions } from './in-flight'
import { deriveOutcome, deriveResults, resolveWrites, type TrackedChange } from './outcome'

/**
 * Twice the time that one attempt may take. A write that is older and not visible will never be
 * applied: docs/save-guarantees.md#guarantees.
 */
export const WRITE_EXPIRY_MS = 2 * TIMINGS.attemptMs
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 1_000
const READ_DEADLINE_MS = 6_000
/** Not `isSaveInFlight`: no user waits for these reads, and a failed one is repeated. */
const BACKGROUND_PRIORITY: CallPriority = { requester: 'settling' }

/** Contains no actor, because recovery reads back without one. */
export type ReadBackDeps = {
  engine: Pick<EngineClient, 'readMetadata'>
  metadataCache: Pick<MetadataCache, 'set' | 'forget'>
  ref: string
}

/** A read of the room and what it shows of the changes. */
export type ReadBack = {
  results: KeyResult[]
  /** True while a later read can give another result. */
  isInconclusive: boolean
  /** Null if the room is gone or could not be read. */
  entries: Entry[] | null
  /** ISO 8601; null if the room could not be read. */
  readAt: string | null
  /** The changes with all that is known of them after this read. */
  trackedChanges: readonly TrackedChange[]
}

/** Reads the room once and derives the results. A failed read leaves every result unclear. */
export async function readBack(
  deps: ReadBackDeps,
  room: string,
  trackedChanges: readonly TrackedChange[],
  deadline = Date.now() + READ_DEADLINE_MS,
  priority = BACKGROUND_PRIORITY,
): Promise<ReadBack> {
  try {
    // The start of the read counts: the entries are at least as new, so a lost write never
    // counts as expired too early.
    const startedAt = Date.now()
    const entries = await readUnlessGone(deps, room, { ...priority, deadline, ref: deps.ref })
    const readAt = new Date(startedAt).toISOString()
    if (entries) deps.metadataCache.set(room, { entries, readAt })
    else deps.metadataCache.forget(room)
    const { results, isInconclusive } = deriveResults(
      trackedChanges,
      entries,
      startedAt,
      WRITE_EXPIRY_MS,
    )
    return {
      results,
      isInconclusive,
      entries,
      readAt,
      trackedChanges: resolveWrites(trackedChanges, results),
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const results = trackedChanges.map(
      ({ key }): KeyResult => ({ key, result: 'unclear', found: null }),
    )
    return { results, isInconclusive: true, entries: null, readAt: null, trackedChanges }
  }
}

/** Reads until the results are certain or the deadline (epoch ms) is near. */
export async function readUntilConclusive(
  deps: ReadBackDeps & InFlightDeps,
  room: string,
  trackedChanges: readonly TrackedChange[],
  deadline: number,
): Promise<ReadBack> {
  let latestChanges = trackedChanges
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const read = await readBack(deps, room, latestChanges, deadline, inFlightCallOptions(deps))
    latestChanges = read.trackedChanges
    if (!read.isInconclusive || Date.now() + pause >= deadline) return read
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** The settlement that a conclusive read gives. */
export function toSettlement(
  { results, readAt, entries }: ReadBack,
  { problem, engine }: { problem?: Problem; engine?: EngineError },
): Settlement {
  return { outcome: deriveOutcome(results), results, readAt, engine, problem, after: entries }
}

async function readUnlessGone(
  { engine }: ReadBackDeps,
  room: string,
  call: CallOptions,
): Promise<Entry[] | null> {
  try {
    return await engine.readMetadata(room, call)
  } catch (error) {
    if (error instanceof Problem && error.code === 'room.gone') return null
    throw error
  }
}
