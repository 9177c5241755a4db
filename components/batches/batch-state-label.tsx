'use client'

import { useTranslations } from 'next-intl'
import { type BatchSummary, isBatchActive } from '@/lib/shared/batches/batch'

/** Whether a batch runs, was stopped, or is done, in words. */
export function BatchStateLabel({ batch }: { batch: BatchSummary }) {
  const t = useTranslations('batches.state')
  const { state, counts } = batch
  const failed = counts.partial + counts['not-applied']
  if (state === 'running') return <span className="text-accent text-sm">{t('running')}</span>
  if (isBatchActive(batch)) return <span className="text-accent text-sm">{t('stopping')}</span>
  if (state === 'stopped') return <span className="text-sm text-warn">{t('stopped')}</span>
  if (failed > 0) return <span className="text-sm text-warn">{t('doneInPart')}</span>
  return <span className="text-good text-sm">{t('done')}</span>
}
