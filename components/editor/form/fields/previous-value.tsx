'use client'

import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import { mono } from '@/components/ui/rich-text-tags'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'
import { useEditor } from '../../editor-context'
import { truncate } from './truncate'

type Props = { index: number; row: DraftRow; base: Entry }

/** What a changed row was before, with a button to revert. */
export function PreviousValue({ index, row, base }: Props) {
  const t = useTranslations('editor')
  const { rowActions, isReadOnly } = useEditor()
  return (
    <span data-message className="flex min-w-0 max-w-max flex-1 basis-40 items-center">
      <span className="min-w-0 truncate">
        {row.key === base.key ? null : t.rich('wasKey', { key: base.key, mono })}{' '}
        {row.value === base.value
          ? null
          : base.value === ''
            ? t('wasEmpty')
            : t.rich('was', { value: truncate(base.value), mono })}
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
