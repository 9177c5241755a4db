'use client'

import { Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { TextButton } from '@/components/ui/buttons/text-button'
import { frozenProps, useEditor } from '../../editor-context'
import { DraftStatusLabel } from './draft-status-label'

const renderKey = (chunk: ReactNode) => (
  <bdi className="break-all font-mono font-semibold">{chunk}</bdi>
)

/** A row that will be deleted, collapsed to one line with an undo button. */
export function RemovedRow({ index }: { index: number }) {
  const t = useTranslations('editor')
  const editor = useEditor()
  const { control, rowActions, isReadOnly } = editor
  const { key, wasLoaded } = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => ({ key: row?.base?.key ?? row?.key ?? '', wasLoaded: Boolean(row?.base) }),
  })
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 text-sm">
      <Trash2 aria-hidden className="size-4 shrink-0 text-bad" />
      <span className="min-w-0">
        {t.rich(wasLoaded ? 'willBeDeleted' : 'willNotBeAdded', { key, mono: renderKey })}
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
        <DraftStatusLabel index={index} />
      </span>
    </div>
  )
}
