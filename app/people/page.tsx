import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { People } from '@/components/people/people'
import { outcomeOfVerb, pageContext } from '@/lib/server/http/page'
import { listPeople } from '@/lib/server/services/people'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('title') }
}

export default async function PeoplePage() {
  const ctx = await pageContext()
  const outcome = await outcomeOfVerb(ctx, listPeople(ctx))
  return <People given={{ renderedAt: Date.now(), ...outcome }} />
}
