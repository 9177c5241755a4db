'use client'

import { useTranslations } from 'next-intl'
import type { Changes } from '@/components/history/history-queries'
import { Button } from '@/components/ui/buttons/button'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import type { Problem } from '@/lib/shared/api/problem'

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
