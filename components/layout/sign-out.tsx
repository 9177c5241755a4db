'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { call } from '@/lib/client/api/api-client'
import { announce } from '@/lib/client/browser/announce'

/** Ends the session and loads a new page, so that no data of this person stays in memory. */
export function SignOut({ className }: { className: string }) {
  const t = useTranslations('nav')
  const [failed, setFailed] = useState(false)

  async function signOut() {
    setFailed(false)
    try {
      await call('signOut')
      location.assign('/sign-in')
    } catch {
      setFailed(true)
      announce(t('signOutFailed'), 'assertive')
    }
  }

  return (
    <>
      <button type="button" data-leaves className={className} onClick={signOut}>
        {t('signOut')}
      </button>
      {failed ? <p className="px-2.5 py-1 text-bad text-sm">{t('signOutFailed')}</p> : null}
    </>
  )
}
