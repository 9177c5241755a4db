'use client'

import { useTranslations } from 'next-intl'
import { useSelf } from '@/components/layout/self'
import { Notice } from '@/components/ui/alert'
import { PageTitle } from '@/components/ui/page-title'
import type { Density } from '@/lib/shared/appearance/density'
import type { Theme } from '@/lib/shared/appearance/theme'
import { Looks } from './looks'
import { PasswordForm } from './password-form'
import { SecondFactor } from './second-factor'
import { Sessions } from './sessions'

/** Everything about oneself. With a password that somebody else has seen, first and only a new one. */
export function Account({ theme, density }: { theme: Theme; density: Density }) {
  const t = useTranslations()
  const self = useSelf()
  if (!self) return null
  const must = self.mustChangePassword
  return (
    <div className="mx-auto max-w-2xl space-y-4">
      <div>
        <PageTitle>{t('account.title')}</PageTitle>
        <p className="break-words text-muted">
          {t.rich('account.who', {
            name: self.name,
            email: self.email,
            role: t(`nav.roles.${self.role}`),
            iso: (chunk) => <bdi>{chunk}</bdi>,
          })}
        </p>
      </div>
      {must ? (
        <Notice tone="warn" title={t('account.mustTitle')}>
          <p>{t('account.mustText')}</p>
        </Notice>
      ) : null}
      <PasswordForm self={self} />
      {must ? null : (
        <>
          <SecondFactor self={self} />
          <Sessions />
        </>
      )}
      <Looks theme={theme} density={density} />
    </div>
  )
}
