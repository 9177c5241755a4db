import { dehydrate } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CatalogueView } from '@/components/catalogue/catalogue-view'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PageMessages } from '@/components/ui/page-messages'
import { catalogueQuery } from '@/lib/client/api/catalogue-queries'
import { createQueryClient } from '@/lib/client/query-client'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { readCatalogueToChange } from '@/lib/server/services/catalogue/catalogue'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('catalogue')
  return { title: t('title') }
}

export default async function CataloguePage() {
  const ctx = await pageContext()
  const { data, problem } = await loadForPage(ctx, readCatalogueToChange(ctx))
  const client = createQueryClient()
  client.setQueryData(catalogueQuery.queryKey, data ?? undefined)
  return (
    <PageMessages messages={await pickMessages('catalogue', 'problems')}>
      <HydrateQueries state={dehydrate(client)}>
        <CatalogueView serverProblem={problem} />
      </HydrateQueries>
    </PageMessages>
  )
}
