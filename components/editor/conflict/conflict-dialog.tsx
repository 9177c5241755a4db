'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { conflictsOf, decided } from '@/lib/shared/rebase'
import type { Editor } from '../editor-context'
import { ConflictItem } from './conflict-item'

const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>

/** Keys that others and this draft both touched, to be decided one by one. Nothing is sent here. */
export function ConflictDialog({
  editor,
  onClose,
  onReview,
}: {
  editor: Pick<Editor, 'control' | 'entries' | 'rows' | 'updated'>
  onClose: () => void
  onReview: () => void
}) {
  const t = useTranslations('outcome.conflict')
  const rows = useWatch({ control: editor.control, name: 'rows' })
  const conflicts = conflictsOf(rows, editor.entries)
  const open = conflicts.flatMap((conflict, index) => {
    const row = rows[index]
    return conflict && row ? [{ conflict, row, index }] : []
  })
  return (
    <Dialog title={t('title', { count: open.length })} onClose={onClose}>
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3">
        <p className="text-muted text-sm">{open.length > 0 ? t('intro') : t('done')}</p>
        <ul className="space-y-4">
          {open.map(({ conflict, row, index }) => (
            <ConflictItem
              key={conflict.key}
              conflict={conflict}
              row={row}
              onDecide={(side) =>
                editor.rows.put(
                  rows.map((each, at) => (at === index ? decided(each, conflict, side) : each)),
                )
              }
            />
          ))}
        </ul>
        {editor.updated.size > 0 ? (
          <p className="text-sm">
            {t.rich('merged', { keys: [...editor.updated.keys()].join(', '), mono })}
          </p>
        ) : null}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
        <Button look={open.length > 0 ? 'secondary' : 'quiet'} onClick={onClose}>
          {t('close')}
        </Button>
        {open.length === 0 ? (
          <Button look="primary" onClick={onReview}>
            {t('review')}
          </Button>
        ) : null}
      </footer>
    </Dialog>
  )
}
