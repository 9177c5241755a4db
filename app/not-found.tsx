import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NotFoundView } from '@/components/layout/not-found-view'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app')
  return { title: t('notFoundTitle') }
}

/** On the client, because the server would otherwise render it for each page that does exist. */
export default function NotFound() {
  return <NotFoundView />
}
