'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { PageTitle } from '@/components/ui/page-title'
import { SignInSteps } from '@/components/ui/sign-in/sign-in-steps'
import { useDocumentTitle } from '@/lib/client/hooks/use-document-title'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import type { SignInFailure } from '@/lib/shared/access/sign-in-failures'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { DemoPeople, type DemoPerson } from './demo-people'
import { ProviderButton } from './provider-button'

type Props = {
  /** A path of the console to open after sign-in. */
  returnTo: string
  singleSignOn: boolean
  demoPeople: readonly DemoPerson[]
  /** Why single sign-on failed; null if it was not tried. */
  failure: SignInFailure | null
  /** Single sign-on succeeded, and the code of the console is still needed. */
  needsCode: boolean
}

/** The sign-in page. */
export function SignInView({ returnTo, singleSignOn, demoPeople, failure, needsCode }: Props) {
  const t = useTranslations('signIn')
  const app = useTranslations('app')
  const hydrated = useHydrated()
  const [hasError, setHasError] = useState(failure !== null)
  const title = `${t('title')} · ${app('name')}`
  useDocumentTitle(hasError ? t('titleError', { title }) : title)
  useEffect(() => {
    if (hydrated && document.activeElement === document.body)
      document.getElementById('email')?.focus()
  }, [hydrated])

  /** Loads a new page, so that no data of an earlier person stays in memory. */
  function leave({ mustChangePassword }: CurrentUser) {
    location.assign(mustChangePassword ? '/account' : returnTo)
  }

  return (
    <div className="mx-auto max-w-sm space-y-4 py-4 sm:py-10">
      <PageTitle>{t('title')}</PageTitle>
      {failure ? <Alert tone="bad" title={t(`failed.${failure}`)} /> : null}
      <SignInSteps
        firstStep={needsCode ? 'code' : 'password'}
        onDone={leave}
        onFailed={setHasError}
      >
        {singleSignOn ? (
          <>
            <p className="flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
              {t('or')}
            </p>
            <ProviderButton returnTo={returnTo} />
          </>
        ) : null}
        {demoPeople.length > 0 ? <DemoPeople people={demoPeople} onDone={leave} /> : null}
      </SignInSteps>
    </div>
  )
}
