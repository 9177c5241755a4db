'use client'

import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { TextButton } from '@/components/ui/buttons/text-button'
import { mono } from '@/components/ui/rich-text-tags'
import { getRowStatus } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'
import { truncate } from './truncate'

/** The previous key and value of a changed row, with a button to revert. */
export function PreviousValue({ index }: { index: number }) {
  const t = useTranslations('editor')
  const { control, rowActions, isReadOnly } = useEditor()
  const previous = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => {
      if (!row?.base || getRowStatus(row) !== 'changed') return null
      const { base } = row
      return {
        key: row.key === base.key ? null : base.key,
        value: row.value === base.value ? null : base.value,
      }
    },
  })
  if (!previous) return null
  return (
    <span data-message className="flex min-w-0 max-w-max flex-1 basis-40 items-center">
      <span className="min-w-0 truncate">
        {previous.key === null
          ? null
          : t.rich('wasKey', {
              key: previous.key,
              mono,
            })}{' '}
        {previous.value === null
          ? null
          : previous.value === ''
            ? t('wasEmpty')
            : t.rich('was', {
                value: truncate(previous.value),
                mono,
              })}
      </span>
      {isReadOnly ? null : (
        <TextButton className="shrink-0" onClick={() => rowActions.revert(index)}>
          <Undo2 aria-hidden className="size-3.5" />
          {t('revert')}
        </TextButton>
      )}
    </span>
  )
}
