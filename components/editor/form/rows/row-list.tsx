'use client'

import { ClipboardPaste, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormState } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { Card } from '@/components/ui/card'
import { toEntries } from '@/lib/shared/changes/draft'
import { findRowHints } from '@/lib/shared/changes/row-hints'
import { formatEntries } from '@/lib/shared/metadata/format-entries'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { frozenProps, useEditor } from '../../editor-context'
import type { ImportSource } from '../../save/machine/save-state'
import { lineGridClass } from './line-layout'
import { Row } from './row'
import { RowBoundary } from './row-boundary'
import { useOpenRows } from './use-open-rows'
import { useRowsSelector } from './use-rows-selector'

type Props = { ids: readonly string[]; onImport: (source?: ImportSource) => void }

/** The room's entries as rows, with buttons to add more. */
export function RowList({ ids, onImport }: Props) {
  'use memo'
  const t = useTranslations('editor')
  const editor = useEditor()
  const { control, entries, rowActions, isReadOnly } = editor
  const openRows = useOpenRows()
  const { isFull, hints } = useRowsSelector((rows) => ({
    isFull: toEntries(rows).length >= LIMITS.keys,
    hints: findRowHints(rows, entries),
  }))
  const { errors } = useFormState({ control, name: 'rows' })
  return (
    <section aria-label={t('rows')}>
      {ids.length > 0 ? (
        <Card className="overflow-hidden">
          <ColumnHeads />
          <ul id="rows" onFocus={(event) => openRows.onFocus(event, ids)} onBlur={openRows.onBlur}>
            {ids.map((id, index) => (
              <RowBoundary key={id} index={index}>
                <Row
                  index={index}
                  isOpen={openRows.openIds.includes(id)}
                  hints={hints[index]}
                  errors={errors.rows?.[index]}
                />
              </RowBoundary>
            ))}
          </ul>
        </Card>
      ) : (
        <p className="rounded-md border border-line border-dashed px-3 py-6 text-center text-muted">
          {t('empty')}
        </p>
      )}
      {isReadOnly ? (
        <div className="mt-2">
          <CopyAllButton />
        </div>
      ) : (
        <div {...frozenProps(editor)} className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1">
          <Button
            id="add-key"
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={() => rowActions.add()}
          >
            <Plus aria-hidden className="size-4" />
            {t('add')}
          </Button>
          <Button variant="quiet" onClick={() => onImport()}>
            <ClipboardPaste aria-hidden className="size-4" />
            {t('openImport')}
          </Button>
          <Button variant="quiet" onClick={() => onImport('room')}>
            {t('fillFrom')}
          </Button>
          <Button variant="quiet" onClick={() => onImport('preset')}>
            {t('openPresets')}
          </Button>
          <CopyAllButton />
          {isFull ? (
            <p className="text-muted text-sm">{t('fullHint', { limit: LIMITS.keys })}</p>
          ) : null}
          <p className="ms-auto text-muted text-xs">{t('meters.bytesHint')}</p>
        </div>
      )}
    </section>
  )
}

/** Copies what the rows show, also for people who may only view the room. */
function CopyAllButton() {
  const t = useTranslations('editor')
  const { getValues } = useEditor()
  return (
    <CopyButton
      showsLabel
      text={() => formatEntries(toEntries(getValues('rows')))}
      label={t('copyAll')}
    />
  )
}

/** Shown once for all rows, whose fields are labelled for screen readers. */
function ColumnHeads() {
  const t = useTranslations('editor')
  return (
    <div
      aria-hidden
      className={`border-line border-b border-s-3 border-s-transparent px-3 py-1.5 text-muted text-xs max-md:hidden ${lineGridClass}`}
    >
      <span className="ps-2">{t('key')}</span>
      <span className="ps-2">{t('value')}</span>
      <span className="text-end">{t('bytes')}</span>
      <span className="ps-2">{t('lastChange')}</span>
    </div>
  )
}
