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
export type SentChange = KeyChange & WriteStatus

/**
 * Derives the result of each key from a read of the room that started at `readAt` (epoch ms);
 * `room` is null if the room is gone. A write without a reply that is older than `lateMs` and not
 * visible was not applied and can no longer be applied, see docs/save-guarantees.md#guarantees.
 * `isInconclusive` is true while such a write can still be applied, so that the room must be read
 * again.
 */
export function deriveResults(
  sent: readonly SentChange[],
  room: readonly Entry[] | null,
  readAt: number,
  lateMs: number,
): { results: KeyResult[]; isInconclusive: boolean } {
  const values = room && valuesByKey(room)
  let isInconclusive = false
  const results = sent.map((change): KeyResult => {
    const found = values?.get(change.key) ?? null
    const { key } = change
    if (!('startedAt' in change)) {
      return { key, result: change.status === 'refused' ? 'not-applied' : 'applied', found }
    }
    if (values === null) return { key, result: 'unclear', found }
    // Once the value that the lost call writes is visible, the call was applied and cannot be
    // applied again.
    const [valueIfApplied, valueIfNot] =
      change.status === 'rollback-unknown' ? [change.from, change.to] : [change.to, change.from]
    const isLate = readAt - change.startedAt > lateMs
    if (found !== valueIfApplied && !isLate) isInconclusive = true
    if (found !== valueIfApplied && !(isLate && found === valueIfNot)) {
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
  sent: readonly SentChange[],
  results: readonly KeyResult[],
): SentChange[] {
  return sent.map(({ key, from, to, ...status }, index): SentChange => {
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
