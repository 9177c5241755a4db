'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import type { Changes } from '@/lib/client/history-queries'
import type { Problem } from '@/lib/shared/problem'

/** The journal could not be read, or not read again; what was there before stays below. */
export function HistoryProblem({
  problem,
  list,
}: {
  problem: Pick<Problem, 'code' | 'details'>
  list: Changes
}) {
  const t = useTranslations('history')
  const app = useTranslations('app')
  return (
    <ProblemNotice problem={problem} title={t('unreadable')} reading>
      <Button size="small" aria-busy={list.isFetching} onClick={() => list.refetch()}>
        {app('retry')}
      </Button>
    </ProblemNotice>
  )
}
