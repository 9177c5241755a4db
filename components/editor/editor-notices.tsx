'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { PinButton } from '@/components/ui/rooms/pin-button'
import type { SaveRequest } from '@/lib/client/api/save-queries'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import type { PinnedRoom } from '@/lib/shared/api/board-endpoints'
import type { Problem } from '@/lib/shared/api/problem'
import { ErrorSummary } from './form/error-summary'
import { RemoteValue, type RemoteValueProps } from './form/fields/remote-value'
import { LiveUpdates, type LiveUpdatesProps } from './live/live-updates'
import { StaleBanner } from './live/stale-banner'
import { RestoreNotices } from './restore/restore-notices'
import { RoomUnavailable, type RoomUnavailableProps } from './room-unavailable'
import type { RestoreRequest, SaveDispatch, SaveState } from './save/machine/save-state'
import { OutcomeBanners } from './save/outcome/outcome-banners'
import { SaveStepText } from './save/outcome/save-step-text'
import { SavedLine, type SavedLineProps } from './save/outcome/saved-line'
import { isLine, selectSaveMessage } from './save/save-message'
import { ReadOnlyNotice } from './session-guard/read-only-notice'
import { SessionGuard } from './session-guard/session-guard'

export { announceRemoteChanges } from './live/live-announcer'
export { findWriters } from './live/remote-writers'

type SaveProps = {
  state: SaveState
  dispatch: SaveDispatch
  onRefresh: () => Promise<unknown>
}
type AlertProps = SaveProps & {
  initialUser: CurrentUser | null
  /** Why the room cannot be read at the moment, if so. */
  readError: Pick<Problem, 'code' | 'details'> | null
}
type OpeningProps = SaveProps & { isViewer: boolean; restore: RestoreRequest | null }

type Props =
  | ({ part: 'unavailable' } & RoomUnavailableProps)
  | ({ part: 'opening' } & OpeningProps)
  | ({ part: 'alerts' } & AlertProps)
  | ({ part: 'outcome' } & SaveProps)
  | { part: 'sending'; request: SaveRequest }
  | ({ part: 'saved' } & SavedLineProps)
  | ({ part: 'remote-value' } & RemoteValueProps)
  | ({ part: 'live-updates' } & LiveUpdatesProps)
  | { part: 'pin'; room: PinnedRoom }

/** One part of the editor. A single component, because each costs the page some code. */
export function EditorPart(props: Props) {
  switch (props.part) {
    case 'unavailable':
      return <RoomUnavailable {...props} />
    case 'opening':
      return <OpeningNotices {...props} />
    case 'alerts':
      return <EditorAlerts {...props} />
    case 'outcome':
      return <SaveOutcome {...props} />
    case 'sending':
      return <SaveStepText request={props.request} />
    case 'saved':
      return <SavedLine {...props} />
    case 'remote-value':
      return <RemoteValue {...props} />
    case 'live-updates':
      return <LiveUpdates {...props} />
    case 'pin':
      return <PinButton room={props.room} />
  }
}

/** What happened to the session, the room, a save or the draft. Loads with the first alert. */
function EditorAlerts({ initialUser, readError, ...props }: AlertProps) {
  const t = useTranslations('app')
  const { state, onRefresh } = props
  const { stale, readAt } = state.room.metadata
  return (
    <>
      {stale ? (
        <StaleBanner readAt={readAt} onRefresh={onRefresh} />
      ) : readError ? (
        <ProblemAlert problem={readError}>
          <Button size="small" onClick={onRefresh}>
            {t('retry')}
          </Button>
        </ProblemAlert>
      ) : null}
      <SessionGuard {...props} initialUser={initialUser} />
      {isLine(selectSaveMessage(state)) ? null : <SaveOutcome {...props} />}
      {state.isShowingAllErrors ? <ErrorSummary /> : null}
    </>
  )
}

/** The message about a save, as an alert or a line. */
function SaveOutcome({ state, dispatch, onRefresh }: SaveProps) {
  return (
    <OutcomeBanners
      state={state}
      dispatch={dispatch}
      onRefresh={() => onRefresh().then(() => dispatch({ type: 'dismiss' }))}
    />
  )
}

/** What is known when the page opens: why it cannot be edited, or what its draft restores. */
function OpeningNotices({ state, dispatch, onRefresh, isViewer, restore }: OpeningProps) {
  return (
    <>
      {isViewer && state.access === 'forbidden' ? <ReadOnlyNotice onRefresh={onRefresh} /> : null}
      {restore ? <RestoreNotices request={restore} state={state} dispatch={dispatch} /> : null}
    </>
  )
}
