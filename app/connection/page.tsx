import { dehydrate } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectionProblem } from '@/components/connection/connection-problem'
import { connectionQuery } from '@/components/connection/connection-queries'
import { ConnectionView } from '@/components/connection/connection-view'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PageMessages } from '@/components/ui/page-messages'
import { createQueryClient } from '@/lib/client/query-client'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { readConnection } from '@/lib/server/services/connection'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connection')
  return { title: t('title') }
}

export default async function Page() {
  const ctx = await pageContext()
  const { data, problem } = await loadForPage(ctx, readConnection(ctx))
  const client = createQueryClient()
  client.setQueryData(connectionQuery.queryKey, data ?? undefined)
  return (
    <PageMessages messages={await pickMessages('connection')}>
      {problem ? (
        <ConnectionProblem problem={problem} />
      ) : (
        <HydrateQueries state={dehydrate(client)}>
          <ConnectionView />
        </HydrateQueries>
      )}
    </PageMessages>
  )
}
