'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { Details } from '@/components/ui/problems/problem-details'
import type { Problem } from '@/lib/shared/api/problem'
import { CopyDraft } from '../../drafts/copy-draft'

/** The room has ended: nothing can be saved, and nothing typed is lost. */
export function GoneBanner({
  problem,
  onLook,
}: {
  /** What the engine said, where a save found it out. */
  problem: Problem | null
  onLook: () => void
}) {
  const t = useTranslations('outcome')
  return (
    <Notice tone="bad" title={t('gone')}>
      <p>{t('goneText')}</p>
      <div className="flex flex-wrap gap-2 py-0.5">
        <CopyDraft />
        <Button size="small" look="quiet" onClick={onLook}>
          {t('lookAgain')}
        </Button>
      </div>
      {problem ? <Details problem={problem} /> : null}
    </Notice>
  )
}
