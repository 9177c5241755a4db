'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { PageTitle } from '@/components/ui/page-title'

/**
 * Shown when a page fails to render. Kept small because every page loads it. `digest` identifies
 * the log line.
 */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations()
  const ref = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <div className="space-y-3">
      <PageTitle>{t('app.failedTitle')}</PageTitle>
      <p>{t('problems.console.failed')}</p>
      {ref ? (
        <p className="text-muted text-sm">
          {t('app.reference')}: <code>{ref}</code>
        </p>
      ) : null}
      <Button onClick={retry}>{t('app.retry')}</Button>
    </div>
  )
}
