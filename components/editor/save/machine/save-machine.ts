import type { Metadata } from '@/lib/shared/api/contract'
import { type DraftRow, toKeyChanges, toRows } from '@/lib/shared/changes/draft'
import { findDraftProblems } from '../../form/draft-problems'
import { draftUndo, followUndo, reviewUndo, selectUndoable } from '../undo/undo'
import { followRoom } from './room-lock'
import { confirm, finishCheck, send } from './save-confirm'
import { fail, takeChange, takeLockingChange, takeLookup } from './save-outcome'
import { toRequest } from './save-request'
import { draftRest, draftRollBack, reopen, restore, resume, startRestore } from './save-restore'
import {
  announce,
  canReview,
  focus,
  isSaveUnderWay,
  type RoomView,
  type SaveContext,
  type SaveDialog,
  type SaveEvent,
  type SaveState,
  type Transition,
  to,
  withoutFailure,
} from './save-state'

/** The state of an editor that was just opened. */
export function initialSaveState(room: RoomView): SaveState {
  const state: SaveState = {
    room,
    access: 'editable',
    isSignedOut: false,
    progress: { status: 'idle' },
    lock: null,
    conflictCounts: new Map(),
    endedLock: null,
    lastSettledId: null,
    undoable: null,
    partial: null,
    dismissedPartialId: null,
    dialog: null,
    message: null,
    note: '',
    restoreSource: null,
    preset: null,
    restoreRefusal: null,
    isShowingAllErrors: false,
  }
  return followRoom(state)
}

/**
 * Takes a draft through checks, review and save, and handles each outcome. Pure: the effects are
 * data, which `use-save.ts` runs in order. An event that does not fit the state changes nothing.
 */
export function transition(before: SaveState, event: SaveEvent, context: SaveContext): Transition {
  const { state: next, effects } = step(before, event, context)
  const state = followUndo(followRoom(next, context.now), before)
  const isNewlyUnknown =
    state.lock?.change.outcome === 'unknown' && before.lock?.change.outcome !== 'unknown'
  return { state, effects: isNewlyUnknown ? [...effects, announce('unknown')] : effects }
}

function step(state: SaveState, event: SaveEvent, context: SaveContext): Transition {
  switch (event.type) {
    case 'room-read':
      return to({ ...state, room: event.room })
    case 'review':
      return review(state, context.rows)
    case 'review-checked':
      return finishCheck(withMetadata(state, event.metadata), event.isFresh, context)
    case 'confirm':
      return confirm(state, event.acknowledged, context)
    case 'retry':
      return retry(state, context)
    case 'dismiss':
      return dismiss(state)
    case 'discard':
      return discard(state)
    case 'undo':
      return state.access === 'editable'
        ? to({ ...state, message: null }, { type: 'undo-draft' }, { type: 'return-focus' })
        : to(state)
    case 'reopen-draft':
      return canReview(state) ? reopen(withoutFailure(state), event) : to(state)
    case 'undo-save': {
      const change = selectUndoable(state)
      return change ? reviewUndo(state, change) : to(state)
    }
    case 'draft-undo':
      return draftUndo(state, event, context.rows)
    case 'set-note':
      return setNote(state, event.note)
    case 'use-preset':
      return to({ ...state, preset: event.preset })
    case 'open-dialog':
      return state.progress.status === 'sending'
        ? to(state)
        : to({ ...state, dialog: event.dialog })
    case 'close-dialog':
      return to({ ...state, dialog: null })
    case 'retry-rest':
      return reviewDraft(state, draftRest(state, event.change, context.rows))
    case 'roll-back':
      return reviewDraft(state, draftRollBack(event.change, context.rows))
    case 'dismiss-partial':
      return to({ ...state, dismissedPartialId: event.change.id })
    case 'restore-requested':
      return state.access === 'editable' ? to(state, { type: 'check-restore' }) : to(state)
    case 'restore-checked':
      return restore(withMetadata(state, event.metadata), event.restore, context.rows)
    case 'resumed':
      return resume(state, event.request, context.rows)
    case 'responded':
      return state.progress.status === 'sending' ? takeChange(state, event.change) : to(state)
    case 'refused':
      return state.progress.status === 'sending' ? fail(state, event.problem, context) : to(state)
    case 'looked-up':
      return takeLookup(state, event.result, context)
    case 'change-read':
      return takeLockingChange(state, event.change, context.now)
  }
}

/** The note of an undo is not that of the draft. */
function setNote(state: SaveState, note: string): Transition {
  const { dialog } = state
  return dialog?.kind === 'review' && dialog.undo
    ? to({ ...state, dialog: { ...dialog, undo: { ...dialog.undo, note } } })
    : to({ ...state, note })
}

const withMetadata = (state: SaveState, metadata: Metadata): SaveState => ({
  ...state,
  room: { ...state.room, metadata },
})

function review(state: SaveState, rows: readonly DraftRow[]): Transition {
  if (!canReview(state)) return to(state)
  const closed = { ...state, dialog: null, message: null }
  const clearProblems = { type: 'clear-field-problems' } as const
  if (findDraftProblems(rows).length > 0)
    return to({ ...closed, isShowingAllErrors: true }, clearProblems, focus('summary'))
  const valid = { ...closed, isShowingAllErrors: false }
  if (toKeyChanges(rows).length === 0)
    return to({ ...valid, message: 'nothing-to-save' }, clearProblems, announce('nothing-to-save'))
  const { entries, readAt } = state.room.metadata
  const dialog: SaveDialog = {
    kind: 'review',
    initialEntries: entries,
    readAt,
    readStatus: 'reading',
    isSaveQueued: false,
    acknowledged: [],
  }
  return to({ ...withoutFailure(valid), dialog }, clearProblems, { type: 'check-review' })
}

/**
 * Repeats a save whose response was lost with its idempotency key, so it is applied at most once.
 * After other failures, sends the same changes again, or opens the review if the draft changed.
 */
function retry(state: SaveState, context: SaveContext): Transition {
  const { progress } = state
  if (progress.status === 'response-lost') {
    const { state: sending, effects } = send(state, progress.request)
    const repeat = { status: 'sending', request: progress.request, isRepeat: true } as const
    return to({ ...sending, progress: repeat }, ...effects)
  }
  const wasNotApplied = progress.status === 'settled' && progress.change.outcome === 'not-applied'
  if (progress.status !== 'failed' && !wasNotApplied) return to(state)
  const { changes, acknowledged, isUndo } = progress.request
  if (isUndo) return send(state, { ...progress.request, idempotencyKey: context.idempotencyKey })
  const isDraftUnchanged = JSON.stringify(toKeyChanges(context.rows)) === JSON.stringify(changes)
  if (!isDraftUnchanged || changes.length === 0) return review(state, context.rows)
  // The server refused the request before reading it, so the idempotency key is unused.
  const isIdempotencyKeyUnused =
    progress.status === 'failed' &&
    progress.problem.code === 'auth.required' &&
    !progress.problem.details.change
  return send(
    state,
    isIdempotencyKeyUnused ? progress.request : toRequest(state, context, acknowledged),
  )
}

/** Hides the last outcome. A save under way goes on. */
function dismiss(state: SaveState): Transition {
  const { status } = state.progress
  const next: SaveState = { ...state, endedLock: null }
  if (status === 'sending' || status === 'unsettled') return to(next)
  const idle: SaveState = { ...next, progress: { status: 'idle' } }
  return status === 'response-lost' ? to(idle, { type: 'forget-request' }) : to(idle)
}

function discard(state: SaveState): Transition {
  if (isSaveUnderWay(state)) return to(state)
  return to(
    {
      ...withoutFailure(state),
      isShowingAllErrors: false,
      restoreSource: null,
      message: 'discarded',
    },
    { type: 'replace-draft', rows: toRows(state.room.metadata.entries), isUndoable: true },
    announce('discarded'),
    { type: 'return-focus' },
  )
}

function reviewDraft(state: SaveState, draft: ReturnType<typeof draftRest>): Transition {
  if (!canReview(state)) return to(state)
  const started = startRestore(state, draft)
  const reviewed = review(started.state, draft.rows)
  return to(reviewed.state, ...started.effects, ...reviewed.effects)
}
