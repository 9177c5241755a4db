import type { SaveRequest } from '@/lib/client/api/save-queries'
import type { Change } from '@/lib/shared/changes/change'
import { type DraftRow, toKeyChanges } from '@/lib/shared/changes/draft'
import {
  addChangesToDraft,
  findRemainingChanges,
  inverseOfApplied,
  rebaseChanges,
  removeKeysFromDraft,
} from '@/lib/shared/changes/partial-change'
import { planRestore } from '@/lib/shared/changes/restore'
import { addUndoToDraft } from '@/lib/shared/changes/undo'
import { hasUndoConflicts, reviewUndo } from '../undo/undo'
import {
  announce,
  canReview,
  type RestoreRequest,
  type RestoreSource,
  type SaveState,
  type Transition,
  to,
} from './save-state'

type Draft = { rows: DraftRow[]; source: RestoreSource }

/** A draft of what a partial change did not write. */
export function draftRest(state: SaveState, change: Change, rows: readonly DraftRow[]): Draft {
  const rest = findRemainingChanges(change, state.room.metadata.entries)
  const keys = rest.map(({ key }) => key)
  return { rows: addChangesToDraft(rows, rest), source: { id: change.id, aim: 'finish', keys } }
}

/** A draft that undoes what a partial change wrote. */
export function draftRollBack(change: Change, rows: readonly DraftRow[]): Draft {
  const changedKeys = new Set(change.changes.map(({ key }) => key))
  const inverse = inverseOfApplied(change)
  const keys = inverse.map(({ key }) => key)
  return {
    rows: addChangesToDraft(removeKeysFromDraft(rows, changedKeys), inverse),
    source: { id: change.id, aim: 'before', keys },
  }
}

/** Shows a draft that was made from an earlier change. */
export function startRestore(state: SaveState, { rows, source }: Draft): Transition {
  return to({ ...state, restoreSource: source }, { type: 'replace-draft', rows, isUndoable: true })
}

/**
 * Carries out the restore that the page's address requests, from a fresh read. An undo that meets no
 * change of others is reviewed at once; any other restore becomes a draft.
 */
export function restore(
  state: SaveState,
  { id, aim, data }: RestoreRequest,
  rows: readonly DraftRow[],
): Transition {
  if (!data || state.access !== 'editable') return to(state)
  const { entries } = state.room.metadata
  const plan = planRestore(data.change, data.entries, aim, entries)
  if ('refusal' in plan) return to({ ...state, restoreRefusal: plan.refusal }, announce(plan))
  const keys = plan.changes.map(({ key }) => key)
  if (aim === 'before' && canReview(state) && !hasUndoConflicts(state, data.change))
    return reviewUndo(state, data.change)
  const draftRows =
    aim === 'before'
      ? addUndoToDraft(rows, plan.changes, entries)
      : rebaseChanges(entries, plan.changes)
  const draft = { rows: draftRows, source: { id, aim, keys } }
  const { state: started, effects } = startRestore(state, draft)
  return to(started, ...effects, announce('restore-ready'))
}

/** Shows a draft that the browser kept, instead of the present one. */
export function reopen(
  state: SaveState,
  { rows, note }: { rows: readonly DraftRow[]; note: string },
): Transition {
  return to(
    { ...state, note, restoreSource: null, message: null, isShowingAllErrors: false },
    { type: 'replace-draft', rows, isUndoable: true },
  )
}

/**
 * A save of this person was under way when its page ended: brings its text back, and looks it up.
 * If the person has already sent another save, only the history shows its outcome.
 */
export function resume(
  state: SaveState,
  request: SaveRequest,
  rows: readonly DraftRow[],
): Transition {
  const { changes, note, isUndo } = request
  const isFree = state.progress.status === 'idle'
  const progress: SaveState['progress'] = isFree
    ? { status: 'response-lost', request, isUnknownToServer: false }
    : state.progress
  if (isUndo) return to({ ...state, dialog: null, progress })
  const hasDraft = toKeyChanges(rows).length > 0
  const draft = hasDraft
    ? addChangesToDraft(rows, changes)
    : rebaseChanges(state.room.metadata.entries, changes)
  return to(
    { ...state, note, dialog: null, progress },
    { type: 'replace-draft', rows: draft, isUndoable: false },
  )
}
