'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import type { Problem } from '@/lib/shared/api/problem'

type Props = {
  problem: Problem | null
  /** Reads the catalogue again after another administrator has changed it. */
  onReload: () => void
}

/** Why the catalogue was not replaced, if so. */
export function ReplaceProblem({ problem, onReload }: Props) {
  const t = useTranslations('catalogue')
  if (!problem) return null
  return (
    <ProblemAlert problem={problem}>
      {problem.code === 'catalogue.stale' ? (
        <Button size="small" onClick={onReload}>
          {t('loadNewest')}
        </Button>
      ) : null}
    </ProblemAlert>
  )
}
