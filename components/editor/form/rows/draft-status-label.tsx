'use client'

import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import type { RowStatus } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'

type Props = { status: RowStatus; hasConflict: boolean }

/** Shows whether a row is changed or in conflict. Keeps the second line of the row open. */
export function DraftStatusLabel({ status, hasConflict }: Props) {
  const t = useTranslations('editor.state')
  const { openConflicts } = useEditor()
  if (hasConflict)
    return (
      <span data-message className="flex items-center gap-1 font-medium text-warn">
        {t('conflict')}
        <TextButton onClick={openConflicts}>{t('compare')}</TextButton>
      </span>
    )
  if (status !== 'changed') return null
  return (
    <span data-message className="font-medium text-accent">
      {t('changed')}
    </span>
  )
}
