'use client'

import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'

/** Says that there is no page at this address. */
export function NotFoundView() {
  const t = useTranslations('app')
  return (
    <div className="space-y-3">
      <PageTitle>{t('notFoundTitle')}</PageTitle>
      <p>{t('notFound')}</p>
      <Link href="/rooms" variant="primary">
        {t('toRooms')}
      </Link>
    </div>
  )
}
