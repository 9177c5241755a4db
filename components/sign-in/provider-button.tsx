'use client'

import { useTranslations } from 'next-intl'
import { BusyButton } from '@/components/ui/buttons/loading-button'
import { call } from '@/lib/client/api/api'
import { useAttempt } from '@/lib/client/hooks/use-async-action'

/** Leads to the company's own sign-in, and from there back to `returnTo`. */
export function ProviderButton({ returnTo }: { returnTo: string }) {
  const t = useTranslations()
  const { busy, problem, attempt } = useAttempt()
  const go = async () =>
    location.assign((await call('signInWithProvider', { body: { returnTo } })).url)
  return (
    <div className="grid gap-1">
      <BusyButton busy={busy} onClick={() => attempt(go)}>
        {t('signIn.withProvider')}
      </BusyButton>
      {problem ? (
        <p className="text-bad text-sm">{t(`problems.${problem.code}`, problem.details.params)}</p>
      ) : null}
    </div>
  )
}
