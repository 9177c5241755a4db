'use client'

import { Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { type DraftRow, toRoomKey } from '@/lib/shared/changes/draft'
import type { RowHints } from '@/lib/shared/changes/row-hints'
import { frozenProps, useEditor } from '../../editor-context'
import { DraftStatusLabel } from './draft-status-label'

const renderKey = (chunk: ReactNode) => (
  <bdi className="break-all font-mono font-semibold">{chunk}</bdi>
)

type Props = { index: number; row: DraftRow; hints: RowHints }

/** A row that will be deleted, collapsed to one line with an undo button. */
export function RemovedRow({ index, row, hints }: Props) {
  const t = useTranslations('editor')
  const editor = useEditor()
  const { rowActions, isReadOnly } = editor
  const key = toRoomKey(row)
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 text-sm">
      <Trash2 aria-hidden className="size-4 shrink-0 text-bad" />
      <span className="min-w-0">
        {t.rich(row.base ? 'willBeDeleted' : 'willNotBeAdded', { key, mono: renderKey })}
      </span>
      {isReadOnly ? null : (
        <TextButton
          {...frozenProps(editor)}
          id={`rows.${index}.undo`}
          aria-label={t('undoRemove', { key })}
          onClick={() => rowActions.restore(index)}
        >
          <Undo2 aria-hidden className="size-3.5" />
          {t('undo')}
        </TextButton>
      )}
      <span className="ms-auto text-xs">
        <DraftStatusLabel status="removed" hasConflict={hints.remote?.isEdited ?? false} />
      </span>
    </div>
  )
}
