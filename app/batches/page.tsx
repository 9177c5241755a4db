import { dehydrate } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { batchesQuery } from '@/components/batches/batch-queries'
import { BatchesView } from '@/components/batches/batches-view'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PageMessages } from '@/components/ui/page-messages'
import { createQueryClient, firstPage } from '@/lib/client/query-client'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { listBatches } from '@/lib/server/services/batches'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('batches')
  return { title: t('title') }
}

export default async function BatchesPage() {
  const ctx = await pageContext()
  const { data, problem } = await loadForPage(ctx, listBatches(ctx, {}))
  const client = createQueryClient()
  client.setQueryData(batchesQuery.queryKey, firstPage(data))
  return (
    <PageMessages messages={await pickMessages('batches', 'problems')}>
      <HydrateQueries state={dehydrate(client)}>
        <BatchesView serverProblem={problem} />
      </HydrateQueries>
    </PageMessages>
  )
}
