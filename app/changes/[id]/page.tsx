import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { OneChange } from '@/components/history/one-change'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import { outcomeOfVerb, pageContext } from '@/lib/server/http/page'
import { readChange } from '@/lib/server/services/changes'
import { may } from '@/lib/shared/access/roles'

/** Once a request: the title and the page ask for the same change. */
const load = cache(async (id: string) => {
  const ctx = await pageContext()
  const mayRestore = may(ctx.actor.role, 'metadata.save')
  return { mayRestore, ...(await outcomeOfVerb(ctx, readChange(ctx, { id }))) }
})

export async function generateMetadata({ params }: PageProps<'/changes/[id]'>): Promise<Metadata> {
  const t = await getTranslations('history')
  const { reply } = await load((await params).id)
  return reply ? { title: t('oneTitle', { room: reply.change.room }) } : {}
}

export default async function ChangePage({ params }: PageProps<'/changes/[id]'>) {
  const t = await getTranslations('history')
  const { reply, problem, mayRestore } = await load((await params).id)
  if (problem?.code === 'request.not-found') notFound()
  if (problem) {
    return <ProblemNotice problem={problem} title={t('unreadable')} reading />
  }
  return <OneChange change={reply.change} mayRestore={mayRestore} />
}
