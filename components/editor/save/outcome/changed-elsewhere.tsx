'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import type { Problem } from '@/lib/shared/api/problem'

/** A save that met others' values: nothing was sent, the keys are to be compared. */
export function ChangedElsewhere({
  problem,
  onCompare,
}: {
  problem: Problem
  onCompare: () => void
}) {
  const t = useTranslations('outcome')
  return (
    <ProblemNotice problem={problem}>
      <Button size="small" look="primary" onClick={onCompare}>
        {t('compare')}
      </Button>
    </ProblemNotice>
  )
}
