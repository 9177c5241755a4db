import type { SaveRequest } from '@/lib/client/api/save-queries'
import type { AcknowledgedWarning } from '@/lib/shared/changes/change'
import { diffEntries } from '@/lib/shared/changes/diff'
import { toKeyChanges } from '@/lib/shared/changes/draft'
import { findConflicts } from '@/lib/shared/changes/rebase'
import { toUndoRows } from '@/lib/shared/changes/undo'
import { isNoteTooLong } from '@/lib/shared/metadata/limits'
import { openConflicts } from './save-outcome'
import { toRequest, toUndoRequest } from './save-request'
import {
  announce,
  canReview,
  type SaveContext,
  type SaveState,
  type Transition,
  to,
} from './save-state'

/** A confirmation during the check is sent after it, unless the check shows remote changes. */
export function finishCheck(state: SaveState, isFresh: boolean, context: SaveContext): Transition {
  const { dialog } = state
  if (dialog?.kind !== 'review') return to(state)
  const checked: SaveState = {
    ...state,
    dialog: { ...dialog, readStatus: isFresh ? 'done' : 'failed', isSaveQueued: false },
  }
  const hasRemoteChanges =
    diffEntries(dialog.initialEntries, state.room.metadata.entries).length > 0
  return dialog.isSaveQueued && !hasRemoteChanges
    ? confirm(checked, dialog.acknowledged, context)
    : to(checked)
}

export function confirm(
  state: SaveState,
  acknowledged: readonly AcknowledgedWarning[],
  context: SaveContext,
): Transition {
  const { dialog } = state
  if (dialog?.kind !== 'review' || !canReview(state)) return to(state)
  const { undo } = dialog
  const { entries } = state.room.metadata
  const rows = undo ? toUndoRows(undo.change, entries) : context.rows
  const conflicts = findConflicts(rows, entries).filter((conflict) => conflict !== null)
  // The review of an undo leads to the draft then, where conflicts are resolved.
  if (conflicts.length > 0) return to(undo ? state : openConflicts(state, conflicts))
  if (toKeyChanges(rows).length === 0 || isNoteTooLong(undo?.note ?? state.note)) return to(state)
  if (dialog.readStatus === 'reading')
    return to({ ...state, dialog: { ...dialog, isSaveQueued: true, acknowledged } })
  return send(
    state,
    undo
      ? toUndoRequest(undo, { ...context, rows }, acknowledged)
      : toRequest(state, context, acknowledged),
  )
}

export function send(state: SaveState, request: SaveRequest): Transition {
  return to(
    {
      ...state,
      progress: { status: 'sending', request },
      dialog: null,
      message: null,
      endedLock: null,
    },
    announce('saving'),
    { type: 'return-focus' },
    { type: 'send', request },
  )
}
