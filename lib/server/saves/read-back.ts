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
import { type InFlightDeps, inFlightCallOptions } from './in-flight'
import {
  deriveOutcome,
  deriveResults,
  getExpiry,
  resolveWrites,
  type TrackedChange,
} from './outcome'

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 1_000
const READ_DEADLINE_MS = 6_000
/** What is left of a save's deadline must suffice for the read that decides. */
const LAST_READ_MS = 1_000
/** The room stays locked until such a read succeeds, so it belongs to the save. */
const SETTLING_PRIORITY: CallPriority = { requester: 'settling', isSaveInFlight: true }

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
  deadline = performance.now() + READ_DEADLINE_MS,
  priority = SETTLING_PRIORITY,
): Promise<ReadBack> {
  try {
    // The start of the read counts: the entries are at least as new, so a lost write never
    // counts as expired too early.
    const startedAt = performance.now()
    const readAt = new Date().toISOString()
    const entries = await readUnlessGone(deps, room, { ...priority, deadline, ref: deps.ref })
    if (entries) deps.metadataCache.set(room, { entries, readAt }, startedAt)
    else deps.metadataCache.forget(room)
    const { results, isInconclusive } = deriveResults(trackedChanges, entries, startedAt)
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

/**
 * Waits until no write without a reply can be applied any more, then reads until one read succeeds
 * or the deadline is near. If the deadline does not allow that wait, reads once for the response.
 */
export async function readUntilConclusive(
  deps: ReadBackDeps & InFlightDeps,
  room: string,
  trackedChanges: readonly TrackedChange[],
  deadline: number,
): Promise<ReadBack> {
  const read = () => readBack(deps, room, trackedChanges, deadline, inFlightCallOptions(deps))
  if (getExpiry(trackedChanges) > deadline - LAST_READ_MS) return read()
  await waitForExpiry(trackedChanges)
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const last = await read()
    if (!last.isInconclusive || performance.now() + pause >= deadline) return last
    await sleep(pause)
  }
}

/** Resolves when no write without a reply can be applied any more. */
export async function waitForExpiry(trackedChanges: readonly TrackedChange[]): Promise<void> {
  const waitMs = getExpiry(trackedChanges) - performance.now()
  // One more millisecond, because a timer may fire a fraction early.
  if (waitMs >= 0) await sleep(Math.ceil(waitMs) + 1)
}

/** The settlement that a conclusive read gives. */
export function toSettlement(
  { results, readAt, entries }: ReadBack,
  { problem, engine }: { problem?: Problem; engine?: EngineError },
): Settlement {
  return { outcome: deriveOutcome(results), results, readAt, engine, problem, after: entries }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

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
