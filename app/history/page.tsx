import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { dehydrateHistory } from '@/components/history/history-queries'
import { HistoryView } from '@/components/history/history-view'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PageMessages } from '@/components/ui/page-messages'
import { pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { loadHistoryPage } from '@/lib/server/services/history-page'
import { parseFilters } from '@/lib/shared/changes/history-filters'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('history')
  return { title: t('title') }
}

export default async function HistoryPage({ searchParams }: PageProps<'/history'>) {
  const t = await getTranslations('history')
  const params = await searchParams
  const ctx = await pageContext()
  const filters = parseFilters(params)
  const pageData = await loadHistoryPage(ctx, filters)
  return (
    <PageMessages messages={await pickMessages('history', 'lists', 'review', 'outcome')}>
      <HydrateQueries state={dehydrateHistory(filters, pageData)}>
        <HistoryView serverData={pageData.view} room={null}>
          <p>{t('allRooms')}</p>
        </HistoryView>
      </HydrateQueries>
    </PageMessages>
  )
}
