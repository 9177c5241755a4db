'use client'

import { useTranslations } from 'next-intl'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { call } from '@/lib/client/api/api-client'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'

/** Starts single sign-on, which returns to `returnTo`. */
export function ProviderButton({ returnTo }: { returnTo: string }) {
  const t = useTranslations()
  const { isRunning, problem, run } = useAsyncAction()
  const redirect = async () =>
    location.assign((await call('signInWithProvider', { body: { returnTo } })).url)
  return (
    <div className="grid gap-1">
      <LoadingButton loading={isRunning} onClick={() => run(redirect)}>
        {t('signIn.withProvider')}
      </LoadingButton>
      {problem ? (
        <p className="text-bad text-sm">{t(`problems.${problem.code}`, problem.details.params)}</p>
      ) : null}
    </div>
  )
}
