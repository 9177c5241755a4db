'use client'

import { useTranslations } from 'next-intl'
import { retryParts } from '@/lib/client/browser/part-loads'
import { useFailedPart } from '@/lib/client/hooks/use-failed-part'
import { Button } from './buttons/button'

/**
 * Takes the place of a part loaded by `next/dynamic` until it has loaded: nothing at first, then a
 * message if the load failed. Wrap the loader in `untilLoaded`.
 */
export function PartLoading() {
  const t = useTranslations('app')
  if (!useFailedPart()) return null
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 text-bad text-sm">
      <p>{t('partMissing')}</p>
      <Button size="small" onClick={retryParts}>
        {t('retry')}
      </Button>
    </div>
  )
}
