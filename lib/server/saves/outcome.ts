import 'server-only'
import type { KeyResult, Outcome } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'

/**
 * What is known of the call that carried a key: `idle` = there was nothing to send, the key was already at `to`;
 * `refused` stands for "never sent" too; `put-back` = deleted, and whether it was put back again is not known.
 */
export type Fate =
  | { fate: 'idle' | 'accepted' | 'refused' }
  | { fate: 'unknown' | 'put-back' /** Epoch ms of the last attempt's start. */; startedAt: number }

/** A key change with the fate of its call. */
export type Sent = KeyChange & Fate

/**
 * What became of each key, told from a read of the room at `readAt` (epoch ms); null = the room is gone. A write of
 * unknown result that is older than `lateMs` and not to be seen did not land and cannot land any more (faults §1.7).
 * `open` is true while some key must be read again before anything may be said.
 */
export function resultsOf(
  sent: readonly Sent[],
  room: readonly Entry[] | null,
  readAt: number,
  lateMs: number,
): { results: KeyResult[]; open: boolean } {
  const values = room && valuesByKey(room)
  let open = false
  const results = sent.map((change): KeyResult => {
    const found = values?.get(change.key) ?? null
    const { key } = change
    if (!('startedAt' in change)) {
      return { key, result: change.fate === 'refused' ? 'not-applied' : 'applied', found }
    }
    if (values === null) return { key, result: 'unclear', found }
    // What the call in question would leave behind: once that is seen, it has landed and cannot come again.
    const [landed, missed] =
      change.fate === 'put-back' ? [change.from, change.to] : [change.to, change.from]
    const late = readAt - change.startedAt > lateMs
    if (found !== landed && !late) open = true
    if (found !== landed && !(late && found === missed)) return { key, result: 'unclear', found }
    return { key, result: found === change.to ? 'applied' : 'not-applied', found }
  })
  return { results, open }
}

/** What a read has told is known from then on, whatever others do to the key later. */
export function learnt(sent: readonly Sent[], results: readonly KeyResult[]): Sent[] {
  return sent.map(({ key, from, to, ...known }, at): Sent => {
    const result = 'startedAt' in known ? results[at]?.result : 'unclear'
    if (result === 'applied') return { key, from, to, fate: 'accepted' }
    return { key, from, to, ...(result === 'not-applied' ? { fate: 'refused' } : known) }
  })
}

/** All keys in → applied, none → not-applied, anything between → partial. */
export function outcomeOf(results: readonly KeyResult[]): Outcome {
  if (results.every(({ result }) => result === 'applied')) return 'applied'
  if (results.every(({ result }) => result === 'not-applied')) return 'not-applied'
  return 'partial'
}
