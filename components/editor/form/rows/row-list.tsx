'use client'

import { ClipboardPaste, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { Card } from '@/components/ui/card'
import { toEntries } from '@/lib/shared/changes/draft'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { frozenProps, useEditor } from '../../editor-context'
import { Row } from './row'
import { RowBoundary } from './row-boundary'

/** The room's entries as rows, with buttons to add more. */
export function RowList({ ids, onImport }: { ids: readonly string[]; onImport: () => void }) {
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
      {isReadOnly ? null : (
        <div {...frozenProps(editor)} className="mt-2 flex flex-wrap items-center gap-2">
          <Button
            id="add-key"
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={() => rowActions.add()}
          >
            <Plus aria-hidden className="size-4" />
            {t('add')}
          </Button>
          <Button variant="quiet" onClick={onImport}>
            <ClipboardPaste aria-hidden className="size-4" />
            {t('openImport')}
          </Button>
          {isFull ? (
            <p className="text-muted text-sm">{t('fullHint', { limit: LIMITS.keys })}</p>
          ) : null}
        </div>
      )}
    </section>
  )
}
