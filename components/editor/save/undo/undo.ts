import type { Change } from '@/lib/shared/changes/change'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { inverseOfApplied } from '@/lib/shared/changes/partial-change'
import { findConflicts } from '@/lib/shared/changes/rebase'
import { addUndoToDraft, isUndoable, toUndoRows } from '@/lib/shared/changes/undo'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { openConflicts } from '../machine/save-outcome'
import {
  canReview,
  type SaveState,
  type Transition,
  to,
  withoutFailure,
} from '../machine/save-state'

/**
 * Keeps the last save of this window as long as it can be undone: until a read of the room shows
 * that others wrote its keys. A read that is older than the save does not count.
 */
export function followUndo(state: SaveState, before: SaveState): SaveState {
  const { undoable, room } = state
  if (!undoable?.readAt || room.metadata === before.room.metadata) return state
  const { entries, readAt } = room.metadata
  const isOlder = Date.parse(readAt) < Date.parse(undoable.readAt)
  return isOlder || isUndoable(undoable, entries) ? state : { ...state, undoable: null }
}

/** The save that can be undone now, or null. */
export const selectUndoable = (state: SaveState): Change | null =>
  canReview(state) ? state.undoable : null

/** Opens the review of the inverse of a change. The draft is not part of it. */
export function reviewUndo(state: SaveState, change: Change): Transition {
  if (!canReview(state) || inverseOfApplied(change).length === 0) return to(state)
  const { entries, readAt } = state.room.metadata
  return to(
    {
      ...withoutFailure(state),
      message: null,
      dialog: {
        kind: 'review',
        initialEntries: entries,
        readAt,
        readStatus: 'reading',
        isSaveQueued: false,
        acknowledged: [],
        undo: { change, note: '' },
      },
    },
    { type: 'check-review' },
  )
}

/** An undo that meets changes of others becomes part of the draft, where they are compared. */
export function draftUndo(
  state: SaveState,
  { id, changes }: { id: string; changes: readonly KeyChange[] },
  rows: readonly DraftRow[],
): Transition {
  if (!canReview(state)) return to(state)
  const { entries } = state.room.metadata
  const next = addUndoToDraft(rows, changes, entries)
  const conflicts = findConflicts(next, entries).flatMap((conflict) => conflict ?? [])
  const restoreSource = { id, aim: 'before', keys: changes.map(({ key }) => key) } as const
  return to(openConflicts({ ...withoutFailure(state), restoreSource }, conflicts), {
    type: 'replace-draft',
    rows: next,
    isUndoable: true,
  })
}

/** Whether undoing a change meets changes of others. */
export const hasUndoConflicts = (state: SaveState, change: Change): boolean => {
  const { entries } = state.room.metadata
  return findConflicts(toUndoRows(change, entries), entries).some((conflict) => conflict !== null)
}
