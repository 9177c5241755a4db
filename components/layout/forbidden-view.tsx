'use client'

import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'
import { iso } from '@/components/ui/rich-text-tags'
import { useCurrentUser } from '@/lib/client/hooks/current-user'

/** Says that the role of the signed-in person does not include this page. */
export function ForbiddenView() {
  const t = useTranslations()
  const currentUser = useCurrentUser()
  return (
    <div className="space-y-3">
      <title>{`${t('nav.forbiddenTitle')} · ${t('app.name')}`}</title>
      <PageTitle>{t('nav.forbiddenTitle')}</PageTitle>
      {currentUser ? (
        <p>
          {t.rich('nav.forbidden', {
            name: currentUser.name,
            role: t(`nav.roles.${currentUser.role}`),
            iso,
          })}{' '}
          {t('nav.forbiddenNext')}
        </p>
      ) : null}
      <Link href="/rooms" variant="primary">
        {t('app.toRooms')}
      </Link>
    </div>
  )
}
