'use client'

import { useTranslations } from 'next-intl'
import type { Ref } from 'react'
import { Alert } from '@/components/ui/alert'
import type { SaveWarning } from '@/lib/shared/changes/save-warnings'
import { WarningList } from './review-warnings'

type Props = {
  blocked: readonly SaveWarning[]
  onFix: (warning: SaveWarning) => void
  firstFixButton: Ref<HTMLButtonElement>
}

/** Values that the key catalogue does not allow, each with a way to its field. */
export function BlockedValues({ blocked, ...props }: Props) {
  const t = useTranslations('review')
  return (
    <Alert tone="bad" title={t('blocked', { count: blocked.length })}>
      <WarningList warnings={blocked} {...props} />
    </Alert>
  )
}
