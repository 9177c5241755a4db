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
  openedBy: CurrentUser | null
  isSignedOut: boolean
  /** The role of the user does not permit saving. */
  isForbidden: boolean
  onRead: () => Promise<unknown>
}

/** Explains what affects a save: no session, no permission, or another person signed in. */
export function SessionGuard({ flow, openedBy, isSignedOut, isForbidden, onRead }: Props) {
  const user = useCurrentUser()
  const { state } = flow
  const wasSaveRefused = state.status === 'failed' && state.problem.code === 'auth.required'
  return (
    <>
      {isSignedOut || wasSaveRefused ? (
        <SessionEnded
          flow={flow}
          openedBy={openedBy}
          wasSaveRefused={wasSaveRefused}
          onRead={onRead}
        />
      ) : null}
      {user && openedBy && user.id !== openedBy.id ? (
        <PersonChangedNotice openedBy={openedBy} user={user} />
      ) : null}
      {isForbidden ? <ReadOnlyNotice onReload={() => onRead().then(flow.dismiss)} /> : null}
    </>
  )
}

/** Stays visible while someone other than the person who opened the editor is signed in. */
function PersonChangedNotice({ openedBy, user }: { openedBy: CurrentUser; user: CurrentUser }) {
  const t = useTranslations('signIn.sessionEnded')
  const tRole = useTranslations('nav.roles')
  return (
    <Alert
      tone="info"
      title={t.rich('otherText', {
        before: openedBy.name,
        now: user.name,
        role: tRole(user.role),
        iso,
      })}
    />
  )
}
