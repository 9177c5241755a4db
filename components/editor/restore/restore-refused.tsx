'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/alert'
import type { Change } from '@/lib/shared/changes/change'
import type { RestoreRefusal } from '@/lib/shared/changes/restore'
import { ChangeLink } from './change-link'

/** Why there is no draft though one was asked for. */
export function RestoreRefused({ refusal, change }: { refusal: RestoreRefusal; change: Change }) {
  const t = useTranslations('history.restoring')
  return (
    <Notice tone="info" title={t('nothing')}>
      <p>{t(`refused.${refusal}`)}</p>
      <p className="text-sm">
        <ChangeLink change={change} />
      </p>
    </Notice>
  )
}
