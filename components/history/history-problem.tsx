'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import type { Problem } from '@/lib/shared/api/problem'
import type { ChangeListQuery } from './history-queries'

/** Shown when the history cannot be read. Changes that were read earlier stay below it. */
export function HistoryProblem({
  problem,
  list,
}: {
  problem: Pick<Problem, 'code' | 'details'>
  list: ChangeListQuery
}) {
  const t = useTranslations('history')
  const app = useTranslations('app')
  return (
    <ProblemAlert problem={problem} title={t('loadFailed')} isReadProblem>
      <Button size="small" aria-busy={list.isFetching} onClick={() => list.refetch()}>
        {app('retry')}
      </Button>
    </ProblemAlert>
  )
}
