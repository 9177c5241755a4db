import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectionPage } from '@/components/connection/connection-page'
import { NoConnection } from '@/components/connection/no-connection'
import { outcomeOfVerb, pageContext } from '@/lib/server/http/page'
import { readConnection } from '@/lib/server/services/connection'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connection')
  return { title: t('title') }
}

export default async function Page() {
  const ctx = await pageContext()
  const { reply, problem } = await outcomeOfVerb(ctx, readConnection(ctx))
  return problem ? <NoConnection problem={problem} /> : <ConnectionPage initial={reply} />
}
