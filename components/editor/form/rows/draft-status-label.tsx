'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { TextButton } from '@/components/ui/buttons/text-button'
import { getRowStatus } from '@/lib/shared/changes/draft'
import { findConflicts } from '@/lib/shared/changes/rebase'
import { useEditor } from '../../editor-context'
import { useRowsSelector } from './use-rows-selector'

/** Shows whether a row is changed or in conflict. Keeps the second line of the row open. */
export function DraftStatusLabel({ index }: { index: number }) {
  const t = useTranslations('editor.state')
  const { control, entries, openConflicts } = useEditor()
  const isChanged = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => row && getRowStatus(row) === 'changed',
  })
  const hasConflict = useRowsSelector((rows) => Boolean(findConflicts(rows, entries)[index]))
  if (hasConflict)
    return (
      <span data-message className="flex items-center gap-1 font-medium text-warn">
        {t('conflict')}
        <TextButton onClick={openConflicts}>{t('compare')}</TextButton>
      </span>
    )
  if (!isChanged) return null
  return (
    <span data-message className="font-medium text-accent">
      {t('changed')}
    </span>
  )
}
