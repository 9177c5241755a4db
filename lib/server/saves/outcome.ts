import 'server-only'
import type { KeyResult, Outcome } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'

/**
 * What is known of the call that carried a key. `no-op`: the key already had its new value, so no
 * call was needed. `refused`: the call had no effect or was never sent. `rollback-unknown`: the key
 * was deleted, and the call that rolls the delete back got no reply.
 */
export type WriteStatus =
  | { status: 'no-op' | 'accepted' | 'refused' }
  | {
      status: 'unknown' | 'rollback-unknown'
      /** When the last attempt started, in epoch ms. */
      startedAt: number
    }

/** A key change with the status of its call. */
export type TrackedChange = KeyChange & WriteStatus

/**
 * Derives the result of each key from a read of the room that started at `readAt` (epoch ms);
 * `entries` is null if the room is gone. A write without a reply expires after `expiryMs`: if it is
 * not visible then, it was not applied and never will be, see docs/save-guarantees.md#guarantees.
 * `isInconclusive` is true while such a write can still be applied, so that the room must be read
 * again.
 */
export function deriveResults(
  trackedChanges: readonly TrackedChange[],
  entries: readonly Entry[] | null,
  readAt: number,
  expiryMs: number,
): { results: KeyResult[]; isInconclusive: boolean } {
  const values = entries && valuesByKey(entries)
  let isInconclusive = false
  const results = trackedChanges.map((change): KeyResult => {
    const found = values?.get(change.key) ?? null
    const { key } = change
    if (!('startedAt' in change)) {
      return { key, result: change.status === 'refused' ? 'not-applied' : 'applied', found }
    }
    if (values === null) return { key, result: 'unclear', found }
    // Once the value that the lost call writes is visible, the call was applied and cannot be
    // applied again.
    const [valueIfApplied, valueIfNotApplied] =
      change.status === 'rollback-unknown' ? [change.from, change.to] : [change.to, change.from]
    const isExpired = readAt - change.startedAt > expiryMs
    if (found !== valueIfApplied && !isExpired) isInconclusive = true
    if (found !== valueIfApplied && !(isExpired && found === valueIfNotApplied)) {
      return { key, result: 'unclear', found }
    }
    return { key, result: found === change.to ? 'applied' : 'not-applied', found }
  })
  return { results, isInconclusive }
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
