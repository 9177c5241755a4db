'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { ProblemDetails } from '@/components/ui/problems/problem-details'
import type { Problem } from '@/lib/shared/api/problem'
import { CopyDraftButton } from '../../drafts/copy-draft-button'

/** The room has ended: nothing can be saved, but the draft can be copied. */
export function RoomGoneBanner({
  problem,
  onRefresh,
}: {
  /** The failed save that revealed it, if any. */
  problem: Problem | null
  onRefresh: () => void
}) {
  const t = useTranslations('outcome')
  return (
    <Alert tone="bad" title={t('gone')}>
      <p>{t('goneText')}</p>
      <div className="flex flex-wrap gap-2 py-0.5">
        <CopyDraftButton />
        <Button size="small" variant="quiet" onClick={onRefresh}>
          {t('checkAgain')}
        </Button>
      </div>
      {problem ? <ProblemDetails problem={problem} /> : null}
    </Alert>
  )
}
