'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { announce } from '@/lib/client/browser/announce'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { PersonChangedDialog } from './person-changed-dialog'
import { SignInDialog } from './sign-in-dialog'
import { useSessionCheck } from './use-session-check'

type Props = {
  initialUser: CurrentUser | null
  /** A save was refused because the session had ended. It is sent again after sign-in. */
  wasSaveRefused: boolean
  onRetry: () => void
  onRefresh: () => Promise<unknown>
}

/**
 * Lets the user sign in again while the editor keeps its draft. A refused save opens the dialog at
 * once. If a read was refused while the user types, only the banner appears, because the next keys
 * must not end up in the dialog. If another person signs in, they must confirm before anything is saved.
 */
export function SessionEnded({ initialUser, wasSaveRefused, onRetry, onRefresh }: Props) {
  const t = useTranslations('signIn.sessionEnded')
  const router = useRouter()
  const [dialog, setDialog] = useState<'sign-in' | { newUser: CurrentUser } | null>(
    wasSaveRefused ? 'sign-in' : null,
  )
  const close = () => setDialog(null)

  const showSessionEnd = useEffectEvent((opensDialog: boolean) => {
    if (opensDialog || !document.activeElement?.matches('input, textarea')) setDialog('sign-in')
    else announce(`${t('bannerTitle')} ${t('banner')}`, 'assertive')
  })
  useEffect(() => showSessionEnd(wasSaveRefused), [wasSaveRefused])

  function handleSignIn(user: CurrentUser) {
    // Updates the header and everything that depends on the role; the draft stays.
    router.refresh()
    if (initialUser && user.id !== initialUser.id) setDialog({ newUser: user })
    else proceed()
  }

  function proceed() {
    close()
    announce(t('continuing'))
    if (wasSaveRefused) onRetry()
    else void onRefresh()
  }

  const isWaiting = dialog === null || dialog === 'sign-in'
  const checkSession = useSessionCheck(isWaiting, handleSignIn)
  return (
    <>
      <Alert tone="warn" title={t('bannerTitle')}>
        <p>{t('banner')}</p>
        <div className="flex flex-wrap gap-2 py-0.5">
          <Button
            size="small"
            variant="primary"
            onClick={async () => (await checkSession()) || setDialog('sign-in')}
          >
            {t('open')}
          </Button>
        </div>
      </Alert>
      {dialog === 'sign-in' ? (
        <SignInDialog
          email={initialUser?.email}
          wasSaveRefused={wasSaveRefused}
          onClose={close}
          onDone={handleSignIn}
        />
      ) : null}
      {initialUser && dialog && dialog !== 'sign-in' ? (
        <PersonChangedDialog
          initialUser={initialUser}
          newUser={dialog.newUser}
          wasSaveRefused={wasSaveRefused}
          onClose={close}
          onContinue={proceed}
        />
      ) : null}
    </>
  )
}
