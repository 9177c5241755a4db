'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { saverOf } from '@/components/editor/conflicts/last-writer'
import { useNewestChanges } from '@/components/editor/conflicts/last-writers'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { focusSoon } from '@/lib/client/browser/focus'
import { conflictsOf, decided } from '@/lib/shared/changes/rebase'
import type { Editor } from '../editor-context'
import { ConflictItem } from './conflict-item'

const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>

/** Keys that others and this draft both touched, to be decided one by one or all at once. Nothing is sent here. */
export function ConflictDialog({
  editor,
  onClose,
  onReview,
}: {
  editor: Pick<Editor, 'slug' | 'control' | 'entries' | 'rows' | 'updated'>
  onClose: () => void
  onReview: () => void
}) {
  const t = useTranslations('outcome.conflict')
  const rows = useWatch({ control: editor.control, name: 'rows' })
  const changes = useNewestChanges(editor.slug, editor.entries)
  const conflicts = conflictsOf(rows, editor.entries)
  const open = conflicts.flatMap((conflict, index) => {
    const row = rows[index]
    return conflict && row ? [{ conflict, row, index }] : []
  })

  function decide(side: 'mine' | 'theirs', only?: number) {
    editor.rows.put(
      rows.map((row, at) => {
        const conflict = only === undefined || only === at ? conflicts[at] : null
        return conflict ? decided(row, conflict, side) : row
      }),
    )
  }

  function edit(index: number) {
    decide('mine', index)
    onClose()
    focusSoon(`rows.${index}.value`)
  }

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
              saver={saverOf(changes, conflict.key, conflict.theirs)}
              onDecide={(side) => decide(side, index)}
              onEdit={() => edit(index)}
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
        {open.length > 1 ? (
          <>
            <Button onClick={() => decide('theirs')}>{t('allTheirs')}</Button>
            <Button onClick={() => decide('mine')}>{t('allMine')}</Button>
          </>
        ) : null}
        <Button look="quiet" onClick={onClose}>
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
