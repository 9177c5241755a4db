'use client'

import type { SaveDispatch, SaveState } from '../machine/save-state'
import { selectSaveMessage } from '../save-message'
import { FailedSaveBanner, type FailedUndo } from './failed-save-banner'
import { NotAppliedBanner } from './not-applied-banner'
import { PartialChangeBanner } from './partial-change-banner'
import { ResponseLostBanner } from './response-lost-banner'
import { RoomBusyLine } from './room-busy-line'
import { RoomGoneBanner } from './room-gone-banner'
import { RoomLockedLine } from './room-locked-line'
import { RoomUnlockedLine } from './room-unlocked-line'

type Props = {
  state: SaveState
  dispatch: SaveDispatch
  /** Reads the room again, to find out whether it has really ended. */
  onRefresh: () => void
}

/** The message about a save, except for one that is sent or succeeded. */
export function OutcomeBanners({ state, dispatch, onRefresh }: Props) {
  const { progress } = state
  const message = selectSaveMessage(state)
  const retry = () => dispatch({ type: 'retry' })
  const dismiss = () => dispatch({ type: 'dismiss' })
  switch (message?.kind) {
    case 'gone':
      return (
        <RoomGoneBanner
          problem={progress.status === 'failed' ? progress.problem : null}
          onRefresh={onRefresh}
        />
      )
    case 'busy':
      return (
        <RoomBusyLine
          change={message.problem.details.change}
          isRoomFree={state.lock === null}
          onRetry={retry}
          onDismiss={dismiss}
        />
      )
    case 'failed':
      return (
        <FailedSaveBanner
          problem={message.problem}
          onRetry={retry}
          onDismiss={dismiss}
          undo={toFailedUndo(state)}
          dispatch={dispatch}
        />
      )
    case 'response-lost':
      return (
        <ResponseLostBanner
          isUnknownToServer={message.isUnknownToServer}
          onRetry={retry}
          onDismiss={dismiss}
        />
      )
    case 'not-applied':
      return <NotAppliedBanner change={message.change} onRetry={retry} />
    case 'locked':
      return <RoomLockedLine key={message.lock.change.id} lock={message.lock} />
    case 'partial':
      return (
        <PartialChangeBanner change={message.change} access={state.access} dispatch={dispatch} />
      )
    case 'unlocked':
      return <RoomUnlockedLine change={message.change} onDismiss={dismiss} />
    default:
      return null
  }
}

/** The undo that failed, if the last save was one. */
function toFailedUndo({ progress }: SaveState): FailedUndo | null {
  if (progress.status === 'idle' || !progress.request.isUndo) return null
  const { restores, changes } = progress.request
  return restores === undefined ? null : { id: restores, changes }
}
