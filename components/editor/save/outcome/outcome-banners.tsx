'use client'

import type { SaveDispatch, SaveState } from '../save-state'
import { FailedSaveBanner } from './failed-save-banner'
import { NotAppliedBanner } from './not-applied-banner'
import { PartialChangeBanner } from './partial-change-banner'
import { ResponseLostBanner } from './response-lost-banner'
import { RoomGoneBanner } from './room-gone-banner'
import { RoomLockedBanner } from './room-locked-banner'
import { RoomUnlockedBanner } from './room-unlocked-banner'

type Props = {
  state: SaveState
  dispatch: SaveDispatch
  /** Reads the room again, to find out whether it has really ended. */
  onRefresh: () => void
}

/** Shows every outcome of a save except success, and the change that locks the room. */
export function OutcomeBanners({ state, dispatch, onRefresh }: Props) {
  const { progress, lock, endedLock, partial } = state
  const retry = () => dispatch({ type: 'retry' })
  const dismiss = () => dispatch({ type: 'dismiss' })
  return (
    <>
      {lock ? <RoomLockedBanner key={lock.change.id} lock={lock} /> : null}
      {endedLock && endedLock.outcome !== 'partial' ? (
        <RoomUnlockedBanner change={endedLock} onDismiss={dismiss} />
      ) : null}
      {state.access === 'gone' ? (
        <RoomGoneBanner
          problem={progress.status === 'failed' ? progress.problem : null}
          onRefresh={onRefresh}
        />
      ) : null}
      {partial ? (
        <PartialChangeBanner change={partial} access={state.access} dispatch={dispatch} />
      ) : null}
      {progress.status === 'settled' && progress.change.outcome === 'not-applied' ? (
        <NotAppliedBanner change={progress.change} onRetry={retry} />
      ) : null}
      {progress.status === 'response-lost' ? (
        <ResponseLostBanner
          isUnknownToServer={progress.isUnknownToServer}
          onRetry={retry}
          onDismiss={dismiss}
        />
      ) : null}
      {progress.status === 'failed' ? (
        <FailedSaveBanner
          problem={progress.problem}
          isRoomFree={lock === null}
          onRetry={retry}
          onDismiss={dismiss}
          onCompare={() => dispatch({ type: 'open-dialog', dialog: { kind: 'conflicts' } })}
        />
      ) : null}
    </>
  )
}
