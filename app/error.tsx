'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemNotice } from '@/components/ui/problem-notice'

/** A page that could not be drawn. What the server threw comes as an Error whose digest its log line has. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('app')
  const ref = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <div className="space-y-3">
      <PageTitle>{t('failedTitle')}</PageTitle>
      <ProblemNotice problem={{ code: 'console.failed', details: { ref } }}>
        <Button onClick={retry}>{t('retry')}</Button>
      </ProblemNotice>
    </div>
  )
}
