import 'server-only'
import type { KeyResult, Outcome } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { TIMINGS } from '../engine/timings'

/**
 * Twice the time that one attempt may take. A write without a reply that is older has been applied
 * or never will be: docs/save-guarantees.md#guarantees.
 */
export const WRITE_EXPIRY_MS = 2 * TIMINGS.attemptMs

/**
 * What is known of the call that carried a key. `no-op`: the key already had its new value, so no
 * call was needed. `refused`: the call had no effect or was never sent. `unknown`: the call got no
 * reply; it writes `to`, or `from` if it rolls a delete back.
 */
export type WriteStatus =
  | { status: 'no-op' | 'accepted' | 'refused' }
  /** `startedAt` of the last attempt, in ms of the monotonic clock. */
  | { status: 'unknown'; startedAt: number }

/** A key change with the status of its call. */
export type TrackedChange = KeyChange & WriteStatus

/** The monotonic time after which no write without a reply can be applied any more. */
export function getExpiry(trackedChanges: readonly TrackedChange[]): number {
  const starts = trackedChanges.flatMap((change) =>
    'startedAt' in change ? [change.startedAt] : [],
  )
  return Math.max(...starts) + WRITE_EXPIRY_MS
}

/**
 * Derives the result of each key from a read of the room that started at `readAt` (monotonic);
 * `entries` is null if the room is gone. While a write without a reply can still be applied, its
 * keys are unclear and `isInconclusive` is true, whatever the read shows: a value that equals ours
 * may be another's, and then our write is still to come. The first read after that decides.
 */
export function deriveResults(
  trackedChanges: readonly TrackedChange[],
  entries: readonly Entry[] | null,
  readAt: number,
): { results: KeyResult[]; isInconclusive: boolean } {
  const values = entries && valuesByKey(entries)
  const results = trackedChanges.map((change): KeyResult => {
    const found = values?.get(change.key) ?? null
    const { key, from, to } = change
    if (!('startedAt' in change)) {
      return { key, result: change.status === 'refused' ? 'not-applied' : 'applied', found }
    }
    const isExpired = readAt > change.startedAt + WRITE_EXPIRY_MS
    if (!isExpired || values === null) return { key, result: 'unclear', found }
    if (found === to) return { key, result: 'applied', found }
    return { key, result: found === from ? 'not-applied' : 'unclear', found }
  })
  return { results, isInconclusive: readAt <= getExpiry(trackedChanges) }
}

/**
 * Turns results into statuses: what one read proved stays true, whatever happens to the key later.
 */
export function resolveWrites(
  trackedChanges: readonly TrackedChange[],
  results: readonly KeyResult[],
): TrackedChange[] {
  return trackedChanges.map(({ key, from, to, ...status }, index): TrackedChange => {
    const result = 'startedAt' in status ? results[index]?.result : 'unclear'
    if (result === 'applied') return { key, from, to, status: 'accepted' }
    return { key, from, to, ...(result === 'not-applied' ? { status: 'refused' } : status) }
  })
}

/** `applied` or `not-applied` if all keys agree, otherwise `partial`. */
export function deriveOutcome(results: readonly KeyResult[]): Outcome {
  if (results.every(({ result }) => result === 'applied')) return 'applied'
  if (results.every(({ result }) => result === 'not-applied')) return 'not-applied'
  return 'partial'
}
