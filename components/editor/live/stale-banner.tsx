'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { Timestamp } from '@/components/ui/timestamp'

/** The Live service does not reply, so the page shows the last known entries and their age. */
export function StaleBanner({ readAt, onRefresh }: { readAt: string; onRefresh: () => void }) {
  const t = useTranslations('outcome')
  return (
    <Alert tone="warn" title={t('stale')}>
      <p>{t.rich('staleText', { when: () => <Timestamp at={readAt} format="clock" /> })}</p>
      <Button size="small" onClick={onRefresh}>
        {t('checkAgain')}
      </Button>
    </Alert>
  )
}
