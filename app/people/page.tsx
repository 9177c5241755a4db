import { dehydrate } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HydrateQueries } from '@/components/layout/hydrate-queries'
import { peopleQuery } from '@/components/people/people-queries'
import { PeopleView } from '@/components/people/people-view'
import { PageMessages } from '@/components/ui/page-messages'
import { createQueryClient } from '@/lib/client/query-client'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { listPeople } from '@/lib/server/services/people'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('title') }
}

export default async function PeoplePage() {
  const ctx = await pageContext()
  const { data, problem } = await loadForPage(ctx, listPeople(ctx))
  const client = createQueryClient()
  client.setQueryData(peopleQuery.queryKey, data ?? undefined)
  return (
    <PageMessages messages={await pickMessages('people', 'problems')}>
      <HydrateQueries state={dehydrate(client)}>
        <PeopleView serverProblem={problem} />
      </HydrateQueries>
    </PageMessages>
  )
}
