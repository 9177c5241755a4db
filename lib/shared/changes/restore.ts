import type { Entry, KeyChange } from '../metadata/entry'
import type { Change } from './change'
import { diffEntries, valuesByKey } from './diff'
import { wayBackFrom } from './partial-change'

/** What a change is opened for: to take it back, to have the room as it left it, or to do what it left undone. */
export const restoreAims = ['before', 'after', 'finish'] as const
export type RestoreAim = (typeof restoreAims)[number]

/**
 * Why there is nothing to restore. `unsettled`: nobody knows yet what it did · `nothing-in`: nothing of it is known to
 * have got into the room · `unread`: the room was not read back after it · `holds`: the room is like that already.
 */
export type RestoreRefusal = 'unsettled' | 'nothing-in' | 'unread' | 'holds'

export type Restore = { steps: KeyChange[] } | { refusal: RestoreRefusal }

/**
 * The key changes that a restore would make in `room`, each from what the change left there: as a draft resumed over
 * the room, a key that has changed again since shows as a conflict, and is decided by a person as any other.
 */
export function restoreOf(
  change: Change,
  /** The whole room as it was read back after the change. */
  asOf: readonly Entry[] | null,
  aim: RestoreAim,
  room: readonly Entry[],
): Restore {
  if (change.settledAt === null) return { refusal: 'unsettled' }
  if (aim === 'after' && asOf === null) return { refusal: 'unread' }
  const wanted = aim === 'after' ? diffEntries(room, asOf ?? []) : stepsOf(change, aim)
  if (aim === 'before' && wanted.length === 0) return { refusal: 'nothing-in' }
  const values = valuesByKey(room)
  const steps = wanted.filter(({ key, to }) => (values.get(key) ?? null) !== to)
  return steps.length > 0 ? { steps } : { refusal: 'holds' }
}

function stepsOf(change: Change, aim: 'before' | 'finish'): KeyChange[] {
  const back = wayBackFrom(change)
  if (aim === 'before') return back
  const applied = new Set(back.map(({ key }) => key))
  return change.changes.filter(({ key }) => !applied.has(key))
}
