import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectionProblem } from '@/components/connection/connection-problem'
import { ConnectionView } from '@/components/connection/connection-view'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { readConnection } from '@/lib/server/services/connection'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connection')
  return { title: t('title') }
}

export default async function Page() {
  const ctx = await pageContext()
  const { reply, problem } = await loadForPage(ctx, readConnection(ctx))
  return problem ? <ConnectionProblem problem={problem} /> : <ConnectionView initial={reply} />
}
