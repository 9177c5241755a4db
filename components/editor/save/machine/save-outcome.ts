import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { listOverwritten } from '@/lib/shared/changes/partial-change'
import type { Conflict } from '@/lib/shared/changes/rebase'
import { getShownOutcome } from '@/lib/shared/changes/shown-outcome'
import { toFieldProblems } from '../../form/field-problems'
import { confirmLock, endLock } from './room-lock'
import {
  announce,
  focus,
  type RoomLock,
  type SaveContext,
  type SaveEffect,
  type SaveState,
  type Transition,
  to,
} from './save-state'

/** The response to a save: its change, settled or not. */
export function takeChange(state: SaveState, change: Change): Transition {
  const { progress } = state
  if (progress.status === 'idle') return to(state)
  const { request } = progress
  if (change.settledAt === null)
    return to({ ...state, progress: { status: 'unsettled', request, change } })
  const settled: SaveState = {
    ...state,
    progress: { status: 'settled', request, change },
    lastSettledId: change.id,
    lock: state.lock?.change.id === change.id ? null : state.lock,
  }
  const forget = { type: 'forget-request' } as const
  if (change.outcome === 'not-applied') return to(settled, forget, { type: 'refresh' })
  const isApplied = change.outcome === 'applied'
  const values = new Map(change.results.map(({ key, found }) => [key, found]))
  const unfinished = isApplied ? null : change
  const { isUndo } = request
  const undoable = change.readAt && listOverwritten(change).length === 0 ? change : null
  const saved: SaveState = { ...settled, undoable }
  return to(
    isApplied && !isUndo
      ? { ...saved, note: '', restoreSource: null, conflictCounts: new Map() }
      : saved,
    forget,
    { type: 'rebase-draft', change, ...(isUndo && { isUndo }) },
    announce(toAnnouncement(change)),
    ...(change.readAt
      ? [{ type: 'update-cache', values, readAt: change.readAt, unfinished } as const]
      : []),
    { type: 'refresh' },
  )
}

function toAnnouncement(change: Change) {
  if (change.outcome === 'applied') return 'saved'
  return getShownOutcome(change) === 'unclear' ? 'unclear' : 'partly'
}

export function fail(
  state: SaveState,
  problem: Problem,
  { rows, now }: Pick<SaveContext, 'rows' | 'now'>,
): Transition {
  const { progress } = state
  if (progress.status === 'idle') return to(state)
  const { request } = progress
  const { isUndo } = request
  // The values of an undo are not in the fields.
  const problems = isUndo ? [] : toFieldProblems(problem, rows)
  const show: SaveEffect[] = [
    { type: 'show-field-problems', problems },
    announce({ problem }),
    ...(problem.code === 'room.changed' && !isUndo ? [] : [focus(problems[0]?.name ?? 'outcome')]),
  ]
  // Without the journal the server only knows that this try sent nothing, not what an earlier one did.
  const isStillLost =
    progress.status === 'sending' &&
    progress.isRepeat === true &&
    problem.code === 'journal.unavailable' &&
    problem.details.change === undefined
  if (problem.code === 'console.unreachable' || isStillLost)
    return to(
      { ...state, progress: { status: 'response-lost', request, isUnknownToServer: false } },
      ...show,
    )
  const { theirs } = problem.details
  const values = theirs && new Map(theirs.map(({ key, value }) => [key, value]))
  const failed: SaveState = {
    ...state,
    progress: { status: 'failed', request, problem },
    lock: state.lock ?? toLock(problem, now),
  }
  const conflicts = theirs?.map(({ key, value }) => ({ key, theirs: value })) ?? []
  return to(
    problem.code === 'room.changed' && !isUndo ? openConflicts(failed, conflicts) : failed,
    { type: 'forget-request' },
    ...(values ? [{ type: 'update-cache', values } as const] : []),
    ...show,
    { type: 'refresh' },
  )
}

/** The page may not have read yet that the room is locked, and must not say that it is free. */
function toLock({ code, details: { change, params } }: Problem, now: number): RoomLock | null {
  if (code !== 'room.busy' || !change || change.settledAt !== null) return null
  const ageMs = 1_000 * Number(params?.seconds ?? 0)
  return { change, ageMs, seenAt: now, isConfirmed: true }
}

/** Counts how often in a row others changed a key; the same value again is the same conflict. */
export function openConflicts(
  state: SaveState,
  conflicts: readonly Pick<Conflict, 'key' | 'theirs'>[],
): SaveState {
  const counts = conflicts.map(({ key, theirs }) => {
    const before = state.conflictCounts.get(key)
    const isSame = before?.theirs === theirs
    return [key, isSame ? before : { theirs, count: (before?.count ?? 0) + 1 }] as const
  })
  return { ...state, conflictCounts: new Map(counts), dialog: { kind: 'conflicts' } }
}

/** A problem with a change is the result of the save. Without one, the lookup itself failed. */
export function takeLookup(
  state: SaveState,
  result: Change | Problem,
  context: Pick<SaveContext, 'rows' | 'now'>,
): Transition {
  const { progress } = state
  if (progress.status !== 'response-lost') return to(state)
  if ('outcome' in result) return takeChange(state, result)
  if (result.details.change) return fail(state, result, context)
  const isUnknownToServer = result.code === 'request.not-found'
  return to({ ...state, progress: { ...progress, isUnknownToServer } })
}

export function takeLockingChange(state: SaveState, change: Change, now: number): Transition {
  const { lock, progress } = state
  if (change.id !== lock?.change.id) return to(state)
  if (change.settledAt === null) return to({ ...state, lock: confirmLock(lock, change, now) })
  if (progress.status === 'unsettled' && progress.change.id === change.id)
    return takeChange(state, change)
  const { state: unlocked, isAnnounced } = endLock(state, change)
  return to(unlocked, { type: 'refresh' }, ...(isAnnounced ? [announce({ ended: change })] : []))
}
