'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { When } from '@/components/ui/timestamp'

/** The engine is silent: what is shown is the last that is known, with its age. */
export function StaleBanner({ readAt, onLook }: { readAt: string; onLook: () => void }) {
  const t = useTranslations('outcome')
  return (
    <Notice tone="warn" title={t('stale')}>
      <p>{t.rich('staleText', { when: () => <When at={readAt} style="clock" /> })}</p>
      <Button size="small" onClick={onLook}>
        {t('lookAgain')}
      </Button>
    </Notice>
  )
}
