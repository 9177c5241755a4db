import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { dehydrateAudit } from '@/components/audit/audit-queries'
import { AuditView } from '@/components/audit/audit-view'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PageMessages } from '@/components/ui/page-messages'
import { pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { loadAuditPage } from '@/lib/server/services/audit-page'
import { parseAuditFilters } from '@/lib/shared/audit/audit-filters'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit')
  return { title: t('title') }
}

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const params = await searchParams
  const ctx = await pageContext()
  const filters = parseAuditFilters(params)
  const { list, view } = await loadAuditPage(ctx, filters)
  return (
    <PageMessages messages={await pickMessages('audit', 'lists')}>
      <HydrateQueries state={dehydrateAudit(filters, list)}>
        <AuditView serverData={view} />
      </HydrateQueries>
    </PageMessages>
  )
}
