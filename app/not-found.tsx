import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app')
  return { title: t('notFoundTitle') }
}

export default function NotFound() {
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
