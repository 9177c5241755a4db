import { useTranslations } from 'next-intl'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemNotice } from '@/components/ui/problems/problem-notice'
import type { Problem } from '@/lib/shared/api/problem'

/** In the place of the page, for whoever may not see it or while it cannot be read. */
export function NoConnection({ problem }: { problem: Pick<Problem, 'code' | 'details'> }) {
  const t = useTranslations('connection')
  return (
    <div className="space-y-3">
      <PageTitle>{t('title')}</PageTitle>
      <ProblemNotice problem={problem} title={t('failed')} reading />
    </div>
  )
}
