import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageMessages } from '@/components/layout/page-messages'
import { PeopleView } from '@/components/people/people-view'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { listPeople } from '@/lib/server/services/people'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('title') }
}

export default async function PeoplePage() {
  const ctx = await pageContext()
  const result = await loadForPage(ctx, listPeople(ctx))
  return (
    <PageMessages messages={await pickMessages('people')}>
      <PeopleView serverData={{ renderedAt: Date.now(), ...result }} />
    </PageMessages>
  )
}
