'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { mono } from '@/components/ui/rich-text-tags'
import { changeQueries } from '@/lib/client/api/save-queries'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { findLastWriter } from '@/lib/shared/changes/last-writer'
import { type ConflictSide, findConflicts, resolveConflict } from '@/lib/shared/changes/rebase'
import type { Editor } from '../editor-context'
import type { ConflictCounts } from '../save/machine/save-state'
import { ConflictItem } from './conflict-item'

/** Someone or an app that changed a key this often in a row is likely to do so again. */
const MIN_CONFLICTS_TO_OVERWRITE = 2

/** Resolves conflicts one by one or all at once. Changes only the draft and sends nothing. */
export function ConflictDialog({
  editor,
  counts,
  onClose,
  onReview,
}: {
  editor: Pick<Editor, 'slug' | 'control' | 'entries' | 'rowActions' | 'remoteUpdates'>
  counts: ConflictCounts
  onClose: () => void
  onReview: () => void
}) {
  const t = useTranslations('outcome.conflict')
  const rows = useWatch({ control: editor.control, name: 'rows' })
  const { data } = useQuery(changeQueries.newest(editor.slug, editor.entries))
  const conflicts = findConflicts(rows, editor.entries)
  const openConflicts = conflicts.flatMap((conflict, index) => {
    const row = rows[index]
    return conflict && row ? [{ conflict, row, index }] : []
  })

  function resolveConflicts(side: ConflictSide, onlyIndex?: number) {
    editor.rowActions.updateRows(
      rows.map((row, index) => {
        const isChosen = onlyIndex === undefined || onlyIndex === index
        const conflict = isChosen ? conflicts[index] : null
        return conflict ? resolveConflict(row, conflict, side) : row
      }),
    )
  }

  function keepMineAndEdit(index: number) {
    resolveConflicts('mine', index)
    onClose()
    focusWhenReady(`rows.${index}.value`)
  }

  return (
    <Dialog title={t('title', { count: openConflicts.length })} onClose={onClose}>
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3">
        <p className="text-muted text-sm">{openConflicts.length > 0 ? t('intro') : t('done')}</p>
        <ul className="space-y-4">
          {openConflicts.map(({ conflict, row, index }) => (
            <ConflictItem
              key={conflict.key}
              conflict={conflict}
              row={row}
              lastWriter={findLastWriter(data?.changes ?? [], conflict.key, conflict.theirs)}
              canOverwrite={(counts.get(conflict.key)?.count ?? 0) >= MIN_CONFLICTS_TO_OVERWRITE}
              onResolve={(side) => resolveConflicts(side, index)}
              onEdit={() => keepMineAndEdit(index)}
            />
          ))}
        </ul>
        {editor.remoteUpdates.size > 0 ? (
          <p className="text-sm">
            {t.rich('merged', { keys: [...editor.remoteUpdates.keys()].join(', '), mono })}
          </p>
        ) : null}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
        {openConflicts.length > 1 ? (
          <>
            <Button onClick={() => resolveConflicts('theirs')}>{t('allTheirs')}</Button>
            <Button onClick={() => resolveConflicts('mine')}>{t('allMine')}</Button>
          </>
        ) : null}
        <Button variant="quiet" onClick={onClose}>
          {t('close')}
        </Button>
        {openConflicts.length === 0 ? (
          <Button variant="primary" onClick={onReview}>
            {t('review')}
          </Button>
        ) : null}
      </footer>
    </Dialog>
  )
}
