import { dehydrate } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { batchQuery } from '@/components/batches/batch-queries'
import { BatchView } from '@/components/batches/progress/batch-view'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PageMessages } from '@/components/ui/page-messages'
import { createQueryClient } from '@/lib/client/query-client'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { readBatch } from '@/lib/server/services/batches'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('batches')
  return { title: t('title') }
}

export default async function BatchPage({ params }: PageProps<'/batches/[id]'>) {
  const { id } = await params
  const ctx = await pageContext()
  const { data, problem } = await loadForPage(ctx, readBatch(ctx, { id }))
  if (problem?.code === 'request.not-found') notFound()
  const client = createQueryClient()
  client.setQueryData(batchQuery(id).queryKey, data ?? undefined)
  return (
    <PageMessages messages={await pickMessages('batches', 'problems')}>
      <HydrateQueries state={dehydrate(client)}>
        <BatchView key={id} id={id} serverProblem={problem} />
      </HydrateQueries>
    </PageMessages>
  )
}
