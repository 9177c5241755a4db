'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Notice } from '@/components/ui/alert'
import { PageTitle } from '@/components/ui/page-title'
import { useDocumentTitle } from '@/lib/client/hooks/document-title'
import { useHydrated } from '@/lib/client/hooks/hydrated'
import type { SignInFailure } from '@/lib/shared/access/sign-in-failures'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import { DemoPeople, type DemoPerson } from './demo-people'
import { ProviderButton } from './provider-button'
import { SignInSteps } from './sign-in-steps'

type Props = {
  /** A path of ours. */
  returnTo: string
  singleSignOn: boolean
  demoPeople: readonly DemoPerson[]
  /** What became of single sign-on, in a word; null = it was not tried. */
  failed: SignInFailure | null
}

/** The page one comes to without a session. */
export function SignIn({ returnTo, singleSignOn, demoPeople, failed }: Props) {
  const t = useTranslations('signIn')
  const app = useTranslations('app')
  const hydrated = useHydrated()
  const [wrong, setWrong] = useState(failed !== null)
  const title = `${t('title')} · ${app('name')}`
  useDocumentTitle(wrong ? t('titleError', { title }) : title)
  useEffect(() => {
    if (hydrated && document.activeElement === document.body)
      document.getElementById('email')?.focus()
  }, [hydrated])

  /** By a whole new page: what the browser remembers of whoever was here before is gone with the old one. */
  function goOn({ mustChangePassword }: Self) {
    location.assign(mustChangePassword ? '/account' : returnTo)
  }

  return (
    <div className="mx-auto max-w-sm space-y-4 py-4 sm:py-10">
      <PageTitle>{t('title')}</PageTitle>
      {failed ? <Notice tone="bad" title={t(`failed.${failed}`)} /> : null}
      <SignInSteps onDone={goOn} onFailed={setWrong}>
        {singleSignOn ? (
          <>
            <p className="flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
              {t('or')}
            </p>
            <ProviderButton returnTo={returnTo} />
          </>
        ) : null}
        {demoPeople.length > 0 ? <DemoPeople people={demoPeople} onDone={goOn} /> : null}
      </SignInSteps>
    </div>
  )
}
