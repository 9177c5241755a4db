import type { Change } from '@/lib/shared/changes/change'
import { isUnresolvedPartial } from '@/lib/shared/changes/partial-change'
import type { RoomLock, RowAccess, SaveState } from './save-state'

/** Most saves settle sooner, so a younger lock is not mentioned. */
const MIN_SHOWN_AGE_MS = 1_500

/**
 * Applies to the state what follows from the room as last read: what the person may do, which
 * change locks the room, and which partial change waits for a decision. Without `now` (in ms), as
 * while the server renders the page, no lock starts.
 */
export function followRoom(state: SaveState, now?: number): SaveState {
  const { room, progress } = state
  const refusal = progress.status === 'failed' ? progress.problem.code : null
  return {
    ...state,
    access: toAccess(state, refusal),
    isSignedOut: room.readProblem === 'auth.required' || refusal === 'auth.required',
    lock: now === undefined ? state.lock : followLock(state, now),
    partial: findPartial(state),
  }
}

function toAccess({ room, progress }: SaveState, refusal: string | null): RowAccess {
  if (room.readProblem === 'room.gone' || refusal === 'room.gone') return 'gone'
  if (!room.canSave || refusal === 'auth.forbidden') return 'forbidden'
  return progress.status === 'sending' ? 'saving' : 'editable'
}

/**
 * Keeps a lock until its change is read as settled, even if the room is read as free before. A read
 * during a save may show that save itself, whose response is still to come.
 */
function followLock(state: SaveState, now: number): RoomLock | null {
  const { progress, room, lock, lastSettledId } = state
  const { pending, readAt } = room.metadata
  if (progress.status === 'sending') return lock
  const change = progress.status === 'unsettled' ? progress.change : pending
  if (!change || change.id === lastSettledId) return lock
  if (change.id === lock?.change.id) return mergeLockingChange(lock, change)
  const ageMs = Math.max(0, Date.parse(readAt) - Date.parse(change.at))
  return { change, ageMs, seenAt: now, isConfirmed: false }
}

/**
 * Takes a newer state of the locking change. `pending` never replaces more than itself: a change that
 * was read back but is not journalled yet is known better from the response of its save.
 */
function mergeLockingChange(lock: RoomLock, change: Change): RoomLock {
  const isOlder =
    change.outcome === 'pending' &&
    change.readAt === null &&
    (lock.change.outcome === 'unknown' || lock.change.readAt !== null)
  return isOlder ? lock : { ...lock, change }
}

/**
 * Takes the answer that the change still is unsettled. A page that knows it only from a read of the
 * room may be late, so the lock is not shown before such an answer.
 */
export function confirmLock(lock: RoomLock, change: Change, now: number): RoomLock {
  const isOldEnough = lock.ageMs + now - lock.seenAt >= MIN_SHOWN_AGE_MS
  return { ...mergeLockingChange(lock, change), isConfirmed: lock.isConfirmed || isOldEnough }
}

/** Ends the lock of another window's change, with a message if the lock was shown. */
export function endLock(
  state: SaveState,
  change: Change,
): { state: SaveState; isAnnounced: boolean } {
  const isAnnounced = state.lock?.isConfirmed === true
  return {
    state: {
      ...state,
      lock: null,
      lastSettledId: change.id,
      endedLock: isAnnounced ? change : state.endedLock,
    },
    isAnnounced,
  }
}

/** The journal's partial change, or that of this window until it is resolved. */
function findPartial({ room, progress, dismissedPartialId }: SaveState): Change | null {
  const { unfinished, entries } = room.metadata
  const own = progress.status === 'settled' && progress.change.outcome === 'partial'
  const ownChange = own && isUnresolvedPartial(progress.change, entries) ? progress.change : null
  const change = unfinished ?? ownChange
  return change && change.id !== dismissedPartialId ? change : null
}
