'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import type { Problem } from '@/lib/shared/problem'

/** A save that came to nothing, or of which we do not know because our own server fell silent. */
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
  const title =
    problem.code === 'console.unreachable'
      ? t('lostTitle')
      : problem.code === 'room.busy'
        ? undefined
        : t('notSaved')
  return (
    <ProblemNotice problem={problem} title={title}>
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
