'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { PageTitle } from '@/components/ui/page-title'
import { iso } from '@/components/ui/rich-text-tags'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { Density, Theme } from '@/lib/shared/appearance'
import { AppearanceSettings } from './appearance-settings'
import { PasswordForm } from './password-form'
import { Sessions } from './sessions'
import { TwoFactorSettings } from './two-factor-settings'

/** The account of the signed-in person. Someone with a one-time password must change it first. */
export function AccountView({ theme, density }: { theme: Theme; density: Density }) {
  const t = useTranslations()
  const currentUser = useCurrentUser()
  if (!currentUser) return null
  const mustChangePassword = currentUser.mustChangePassword
  return (
    <div className="mx-auto max-w-2xl space-y-4">
      <div>
        <PageTitle>{t('account.title')}</PageTitle>
        <p className="break-words text-muted">
          {t.rich('account.identity', {
            name: currentUser.name,
            email: currentUser.email,
            role: t(`nav.roles.${currentUser.role}`),
            iso,
          })}
        </p>
      </div>
      {mustChangePassword ? (
        <Alert tone="warn" title={t('account.mustTitle')}>
          <p>{t('account.mustText')}</p>
        </Alert>
      ) : null}
      <PasswordForm currentUser={currentUser} />
      {mustChangePassword ? null : (
        <>
          <TwoFactorSettings currentUser={currentUser} />
          <Sessions />
        </>
      )}
      <AppearanceSettings theme={theme} density={density} />
    </div>
  )
}
