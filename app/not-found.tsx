import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NotFoundView } from '@/components/layout/not-found-view'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app')
  return { title: t('notFoundTitle') }
}

/** Shows a client component: elements of its own would be rendered for each page that does exist. */
export default function NotFound() {
  return <NotFoundView />
}
