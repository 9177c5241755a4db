'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import type { Problem } from '@/lib/shared/api/problem'

/** A save that came to nothing: why, and what can be done. */
export function NotSaved({
  problem,
  onRetry,
  onDismiss,
}: {
  problem: Problem
  onRetry: () => void
  onDismiss: () => void
}) {
  const t = useTranslations('outcome')
  return (
    <ProblemNotice problem={problem} title={t('notSaved')}>
      {problem.details.entries ? null : (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={onDismiss}>
        {t('dismiss')}
      </Button>
    </ProblemNotice>
  )
}
