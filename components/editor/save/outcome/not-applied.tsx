'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { Details } from '@/components/ui/problems/problem-details'
import type { Change } from '@/lib/shared/changes/change'

/** A save whose answer was lost, and of which the room shows nothing. */
export function NotApplied({ change, onRetry }: { change: Change; onRetry: () => void }) {
  const t = useTranslations('outcome')
  return (
    <Notice tone="bad" title={t('notApplied')}>
      <p>{t('notAppliedText')}</p>
      <div className="flex flex-wrap gap-2 py-0.5">
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      </div>
      <Details problem={{ code: 'engine.no-answer', details: { engine: change.engine } }} />
    </Notice>
  )
}
