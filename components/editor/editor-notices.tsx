'use client'

import { useTranslations } from 'next-intl'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { ErrorSummary } from './form/error-summary'
import { RestoreNotices } from './restore/restore-notices'
import { OutcomeBanners } from './save/outcome/outcome-banners'
import type { RestoreRequest, SaveDispatch, SaveState } from './save/save-state'
import { SessionGuard } from './session-guard/session-guard'

type Props = {
  state: SaveState
  dispatch: SaveDispatch
  initialUser: CurrentUser | null
  /** Null if none is requested, or the rows are closed. */
  restore: RestoreRequest | null
  onRefresh: () => Promise<unknown>
}

/** What happened to the session, the room, a save or the draft. Loads with the first notice. */
export function EditorNotices({ state, dispatch, initialUser, restore, onRefresh }: Props) {
  const t = useTranslations('editor')
  return (
    <>
      <section
        id="outcome"
        tabIndex={-1}
        aria-label={t('saveResult')}
        className="space-y-3 empty:hidden"
      >
        <SessionGuard
          state={state}
          dispatch={dispatch}
          initialUser={initialUser}
          onRefresh={onRefresh}
        />
        <OutcomeBanners
          state={state}
          dispatch={dispatch}
          onRefresh={() => onRefresh().then(() => dispatch({ type: 'dismiss' }))}
        />
      </section>
      {restore ? <RestoreNotices request={restore} state={state} dispatch={dispatch} /> : null}
      {state.isShowingAllErrors ? <ErrorSummary /> : null}
    </>
  )
}
