import type { SaveRequest } from '@/lib/client/api/save-queries'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import type { RoomLock, SaveState } from './machine/save-state'

/**
 * The one message about a save. What affects more than a save, such as a session that ended, has a
 * notice of its own beside it.
 */
export type SaveMessage =
  | { kind: 'gone' }
  | { kind: 'sending'; request: SaveRequest }
  | { kind: 'busy' | 'failed'; problem: Problem }
  | { kind: 'response-lost'; isUnknownToServer: boolean }
  | { kind: 'locked'; lock: RoomLock }
  | { kind: 'not-applied' | 'partial' | 'unlocked' | 'saved'; change: Change }

/** Problems that have a notice of their own, also if no save was tried. */
const SHOWN_ELSEWHERE: readonly string[] = ['room.gone', 'auth.required', 'auth.forbidden']

/** Chooses what to say: first the save of this window, then other saves in the room. */
export function selectSaveMessage(state: SaveState): SaveMessage | null {
  const { access, progress, lock, endedLock, partial } = state
  if (access === 'gone') return { kind: 'gone' }
  if (progress.status === 'sending') return { kind: 'sending', request: progress.request }
  if (progress.status === 'response-lost')
    return { kind: 'response-lost', isUnknownToServer: progress.isUnknownToServer }
  if (progress.status === 'failed' && !SHOWN_ELSEWHERE.includes(progress.problem.code)) {
    const { problem } = progress
    return { kind: problem.code === 'room.busy' ? 'busy' : 'failed', problem }
  }
  const settled = progress.status === 'settled' ? progress.change : null
  if (settled?.outcome === 'not-applied') return { kind: 'not-applied', change: settled }
  if (lock && (lock.isConfirmed || progress.status === 'unsettled')) return { kind: 'locked', lock }
  if (partial) return { kind: 'partial', change: partial }
  if (endedLock && endedLock.outcome !== 'partial') return { kind: 'unlocked', change: endedLock }
  return settled?.outcome === 'applied' ? { kind: 'saved', change: settled } : null
}

const LINES_OF_OTHERS: readonly SaveMessage['kind'][] = ['busy', 'locked', 'unlocked']
const LINES: readonly SaveMessage['kind'][] = [...LINES_OF_OTHERS, 'sending', 'saved']

/** Whether the message is a line about a save of others, which loads on demand. */
export const isLineOfOthers = (message: SaveMessage | null): boolean =>
  message !== null && LINES_OF_OTHERS.includes(message.kind)

/** Whether the message is one line in the bar, which moves nothing. Others are alerts above it. */
export const isLine = (message: SaveMessage | null): boolean =>
  message !== null && LINES.includes(message.kind)

/**
 * Whether an alert has to explain something. A save that succeeded needs none, nor do people who only
 * view the room: the page tells them when it opens.
 */
export function needsAlert(state: SaveState, isViewer = false): boolean {
  const message = selectSaveMessage(state)
  return (
    state.isSignedOut ||
    state.isShowingAllErrors ||
    (state.access === 'forbidden' && !isViewer) ||
    (message !== null && !isLine(message))
  )
}
