'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { isoMedium as iso } from '@/components/ui/rich-text-tags'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import type { EditorFlow } from '../use-editor-flow'
import { ReadOnlyNotice } from './read-only-notice'
import { SessionEnded } from './session-ended'

type Props = {
  flow: EditorFlow
  initialUser: CurrentUser | null
  isSignedOut: boolean
  /** The role of the user does not permit saving. */
  isForbidden: boolean
  onRefresh: () => Promise<unknown>
}

/** Explains what affects a save: no session, no permission, or another person signed in. */
export function SessionGuard({ flow, initialUser, isSignedOut, isForbidden, onRefresh }: Props) {
  const user = useCurrentUser()
  const { state } = flow
  const wasSaveRefused = state.status === 'failed' && state.problem.code === 'auth.required'
  return (
    <>
      {isSignedOut || wasSaveRefused ? (
        <SessionEnded
          flow={flow}
          initialUser={initialUser}
          wasSaveRefused={wasSaveRefused}
          onRefresh={onRefresh}
        />
      ) : null}
      {user && initialUser && user.id !== initialUser.id ? (
        <PersonChangedNotice initialUser={initialUser} user={user} />
      ) : null}
      {isForbidden ? <ReadOnlyNotice onRefresh={() => onRefresh().then(flow.dismiss)} /> : null}
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
