import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { History } from '@/components/history/history'
import { pageContext } from '@/lib/server/http/page'
import { readHistory } from '@/lib/server/services/history-page'
import { filtersFrom } from '@/lib/shared/changes/history-filters'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('history')
  return { title: t('title') }
}

export default async function HistoryPage({ searchParams }: PageProps<'/history'>) {
  const t = await getTranslations('history')
  const params = await searchParams
  const ctx = await pageContext()
  const given = await readHistory(ctx, filtersFrom(params))
  return (
    <History given={given} room={null}>
      <p>{t('ofAll')}</p>
    </History>
  )
}
