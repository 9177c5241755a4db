import { useTranslations } from 'next-intl'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import type { Problem } from '@/lib/shared/api/problem'

/** Replaces the page while the connection cannot be read. */
export function ConnectionProblem({ problem }: { problem: Pick<Problem, 'code' | 'details'> }) {
  const t = useTranslations('connection')
  return (
    <div className="space-y-3">
      <PageTitle>{t('title')}</PageTitle>
      <ProblemAlert problem={problem} title={t('failed')} isReadProblem />
    </div>
  )
}
