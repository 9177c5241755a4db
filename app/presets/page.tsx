import { dehydrate } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { PresetsView } from '@/components/presets/presets-view'
import { PageMessages } from '@/components/ui/page-messages'
import { presetsQuery } from '@/lib/client/api/preset-queries'
import { createQueryClient } from '@/lib/client/query-client'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { listPresets } from '@/lib/server/services/presets'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('presets')
  return { title: t('title') }
}

export default async function PresetsPage() {
  const ctx = await pageContext()
  const { data, problem } = await loadForPage(ctx, listPresets(ctx))
  const client = createQueryClient()
  client.setQueryData(presetsQuery.queryKey, data ?? undefined)
  return (
    <PageMessages messages={await pickMessages('presets', 'problems')}>
      <HydrateQueries state={dehydrate(client)}>
        <PresetsView serverProblem={problem} />
      </HydrateQueries>
    </PageMessages>
  )
}
