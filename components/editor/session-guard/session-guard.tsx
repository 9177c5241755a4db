'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { isoMedium as iso } from '@/components/ui/rich-text-tags'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { useEditor } from '../editor-context'
import type { SaveDispatch, SaveState } from '../save/machine/save-state'
import { ReadOnlyNotice } from './read-only-notice'
import { SessionEnded } from './session-ended'

type Props = {
  state: SaveState
  dispatch: SaveDispatch
  initialUser: CurrentUser | null
  onRefresh: () => Promise<unknown>
}

/** Explains what affects a save: no session, no permission, or another person signed in. */
export function SessionGuard({ state, dispatch, initialUser, onRefresh }: Props) {
  const user = useCurrentUser()
  const { isViewer } = useEditor()
  const { progress } = state
  const wasSaveRefused = progress.status === 'failed' && progress.problem.code === 'auth.required'
  return (
    <>
      {state.isSignedOut ? (
        <SessionEnded
          initialUser={initialUser}
          wasSaveRefused={wasSaveRefused}
          onRetry={() => dispatch({ type: 'retry' })}
          onRefresh={onRefresh}
        />
      ) : null}
      {user && initialUser && user.id !== initialUser.id ? (
        <PersonChangedNotice initialUser={initialUser} user={user} />
      ) : null}
      {state.access === 'forbidden' && !isViewer ? (
        <ReadOnlyNotice onRefresh={() => onRefresh().then(() => dispatch({ type: 'dismiss' }))} />
      ) : null}
    </>
  )
}

/** Stays visible while someone other than the person who opened the editor is signed in. */
function PersonChangedNotice({
  initialUser,
  user,
}: {
  initialUser: CurrentUser
  user: CurrentUser
}) {
  const t = useTranslations('signIn.sessionEnded')
  const tRole = useTranslations('nav.roles')
  return (
    <Alert
      tone="info"
      title={t.rich('otherText', {
        before: initialUser.name,
        now: user.name,
        role: tRole(user.role),
        iso,
      })}
    />
  )
}
