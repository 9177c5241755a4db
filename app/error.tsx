'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemNotice } from '@/components/ui/problem-notice'

/** A page that could not be drawn. Next gives the digest that its log line has. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('app')
  return (
    <div className="space-y-3">
      <PageTitle>{t('failedTitle')}</PageTitle>
      <ProblemNotice problem={{ code: 'console.failed', details: { ref: error.digest } }}>
        <Button onClick={reset}>{t('retry')}</Button>
      </ProblemNotice>
    </div>
  )
}
