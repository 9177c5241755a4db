'use client'

import { ClipboardPaste, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { Card } from '@/components/ui/card'
import { toEntries } from '@/lib/shared/changes/draft'
import { formatEntries } from '@/lib/shared/metadata/format-entries'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { frozenProps, useEditor } from '../../editor-context'
import type { ImportSource } from '../../save/save-state'
import { Row } from './row'
import { RowBoundary } from './row-boundary'

type Props = { ids: readonly string[]; onImport: (source?: ImportSource) => void }

/** The room's entries as rows, with buttons to add more. */
export function RowList({ ids, onImport }: Props) {
  'use memo'
  const t = useTranslations('editor')
  const editor = useEditor()
  const { control, rowActions, isReadOnly } = editor
  const isFull = useWatch({
    control,
    name: 'rows',
    compute: (allRows) => toEntries(allRows).length >= LIMITS.keys,
  })
  return (
    <section aria-label={t('rows')}>
      {ids.length > 0 ? (
        <Card as="ul" id="rows" className="overflow-hidden">
          {ids.map((id, index) => (
            <RowBoundary key={id} index={index}>
              <Row index={index} />
            </RowBoundary>
          ))}
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
        <div {...frozenProps(editor)} className="mt-2 flex flex-wrap items-center gap-2">
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
