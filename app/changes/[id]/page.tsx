import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ChangeView } from '@/components/history/change-view'
import { PageMessages } from '@/components/ui/page-messages'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { loadForPage, pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { readNamedChange } from '@/lib/server/services/changes'
import { hasPermission } from '@/lib/shared/access/roles'

/** Cached per request, because the title and the page need the same change. */
const loadChange = cache(async (id: string) => {
  const ctx = await pageContext()
  const canRestore = hasPermission(ctx.actor.role, 'metadata.save')
  return { canRestore, ...(await loadForPage(ctx, readNamedChange(ctx, { id }))) }
})

export async function generateMetadata({ params }: PageProps<'/changes/[id]'>): Promise<Metadata> {
  const t = await getTranslations('history')
  const { data } = await loadChange((await params).id)
  return data ? { title: t('changeToTitle', { room: data.roomName ?? data.change.room }) } : {}
}

export default async function ChangePage({ params }: PageProps<'/changes/[id]'>) {
  const t = await getTranslations('history')
  const { data, problem, canRestore } = await loadChange((await params).id)
  if (problem?.code === 'request.not-found') notFound()
  if (problem) {
    return <ProblemAlert problem={problem} title={t('loadFailed')} isReadProblem />
  }
  return (
    <PageMessages messages={await pickMessages('history', 'review', 'outcome')}>
      <ChangeView change={data.change} roomName={data.roomName} canRestore={canRestore} />
    </PageMessages>
  )
}
