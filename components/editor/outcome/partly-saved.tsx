'use client'

import { useTranslations } from 'next-intl'
import { KeyResults } from '@/components/diff/key-results'
import { Button } from '@/components/ui/button'
import { Details } from '@/components/ui/details'
import { Notice } from '@/components/ui/notice'
import type { Change } from '@/lib/shared/change'

/** Some of a save is in the room and some is not: key by key, with the way on and the way back. */
export function PartlySaved({
  change,
  onFinish,
  onPutBack,
}: {
  change: Change
  onFinish: () => void
  onPutBack: () => void
}) {
  const t = useTranslations('outcome')
  return (
    <Notice tone="warn" title={t('partly')}>
      <KeyResults change={change} />
      <div className="flex flex-wrap gap-2 py-0.5">
        <Button size="small" look="primary" onClick={onFinish}>
          {t('finish')}
        </Button>
        <Button size="small" onClick={onPutBack}>
          {t('putBack')}
        </Button>
      </div>
      <Details problem={{ code: 'engine.failed', details: { engine: change.engine } }} />
    </Notice>
  )
}
