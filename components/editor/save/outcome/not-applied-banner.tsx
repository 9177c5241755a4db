'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { ProblemDetails } from '@/components/ui/problems/problem-details'
import type { Change } from '@/lib/shared/changes/change'

/** The Live service's reply was lost, and reading the room showed that the save was not applied. */
export function NotAppliedBanner({ change, onRetry }: { change: Change; onRetry: () => void }) {
  const t = useTranslations('outcome')
  return (
    <Alert tone="bad" title={t('notApplied')}>
      <p>{t('notAppliedText')}</p>
      <div className="flex flex-wrap gap-2 py-0.5">
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      </div>
      <ProblemDetails problem={{ code: 'engine.no-answer', details: { engine: change.engine } }} />
    </Alert>
  )
}
