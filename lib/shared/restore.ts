import type { Change } from './change'
import { diffEntries, invertChanges, valuesByKey } from './diff'
import type { DraftRow } from './draft'
import type { Entry, KeyChange } from './entry'
import { draftOf } from './rebase'

/** What a change is opened for: to take it back, to have the room as it left it, or to do what it left undone. */
export const restoreAims = ['before', 'after', 'finish'] as const
export type RestoreAim = (typeof restoreAims)[number]

/**
 * Why there is nothing to restore. `unsettled`: nobody knows yet what it did · `nothing-in`: nothing of it is known to
 * have got into the room · `unread`: the room was not read back after it · `holds`: the room is like that already.
 */
export type RestoreRefusal = 'unsettled' | 'nothing-in' | 'unread' | 'holds'

export type Restore = { steps: KeyChange[] } | { refusal: RestoreRefusal }

/** The key changes that a restore would make in `room`, each from what the change left there. */
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

function stepsOf({ changes, results }: Change, aim: 'before' | 'finish'): KeyChange[] {
  const applied = new Set(results.flatMap(({ key, result }) => (result === 'applied' ? [key] : [])))
  return aim === 'before'
    ? invertChanges(changes.filter(({ key }) => applied.has(key)))
    : changes.filter(({ key }) => !applied.has(key))
}

/**
 * The draft of a restore. A key that has changed again since stays loaded from what the change left, so that the
 * conflict shows and is decided by a person, as any other.
 */
export function restoredRows(room: readonly Entry[], steps: readonly KeyChange[]): DraftRow[] {
  const values = valuesByKey(room)
  const since = new Map(
    steps
      .filter(({ key, from }) => (values.get(key) ?? null) !== from)
      .map((step) => [step.key, step]),
  )
  const rows = draftOf(room, steps).flatMap((row) => {
    const step = since.get(row.key)
    return step ? staleRow(step) : [row]
  })
  const shown = new Set(rows.map(({ key }) => key))
  return [...rows, ...[...since.values()].filter(({ key }) => !shown.has(key)).flatMap(staleRow)]
}

/** A row over a room that is not there any more: from the state the step begins with. */
function staleRow({ key, from, to }: KeyChange): DraftRow[] {
  const was = from === null ? null : { key, value: from }
  if (was === null && to === null) return []
  return [{ key, value: to ?? from ?? '', was, removed: to === null }]
}
