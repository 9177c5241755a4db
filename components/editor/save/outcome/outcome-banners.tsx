'use client'

import { useEditor } from '../../editor-context'
import type { EditorFlow } from '../../use-editor-flow'
import { FailedSaveBanner } from './failed-save-banner'
import { NotAppliedBanner } from './not-applied-banner'
import { PartialChangeBanner } from './partial-change-banner'
import { ResponseLostBanner, useOutcomeLookup } from './response-lost-banner'
import { RoomGoneBanner } from './room-gone-banner'
import { RoomLockedBanner } from './room-locked-banner'
import { RoomUnlockedBanner } from './room-unlocked-banner'
import { useLockingChange } from './use-locking-change'

/** Shows every outcome of a save except success, and the change that locks the room. */
export function OutcomeBanners({
  flow,
  isGone,
  readAt,
  onRefresh,
}: {
  flow: EditorFlow
  isGone: boolean
  /** The time of the read that the page shows. */
  readAt: string
  onRefresh: () => void
}) {
  const { slug } = useEditor()
  const { state, lastLockingChange, partialChange, retry, dismiss } = flow
  const isOwnChange = state.status === 'unsettled'
  const lock = useLockingChange(flow.lockingChange, isOwnChange, readAt, flow.handleLockSettled)
  const saveToLookUp = state.status === 'response-lost' ? state.save : null
  const isUnknownToServer = useOutcomeLookup(slug, saveToLookUp, flow.handleLookupResult)
  return (
    <>
      {lock ? <RoomLockedBanner key={lock.change.id} lock={lock} /> : null}
      {lastLockingChange && lastLockingChange.outcome !== 'partial' ? (
        <RoomUnlockedBanner change={lastLockingChange} onDismiss={dismiss} />
      ) : null}
      {isGone ? (
        <RoomGoneBanner
          problem={state.status === 'failed' ? state.problem : null}
          onRefresh={onRefresh}
        />
      ) : null}
      {partialChange ? <PartialChangeBanner change={partialChange} flow={flow} /> : null}
      {state.status === 'settled' && state.change.outcome === 'not-applied' ? (
        <NotAppliedBanner change={state.change} onRetry={retry} />
      ) : null}
      {state.status === 'response-lost' ? (
        <ResponseLostBanner
          isUnknownToServer={isUnknownToServer}
          onRetry={retry}
          onDismiss={dismiss}
        />
      ) : null}
      {state.status === 'failed' ? (
        <FailedSaveBanner
          problem={state.problem}
          isRoomFree={!lock}
          onRetry={retry}
          onDismiss={dismiss}
        />
      ) : null}
    </>
  )
}
