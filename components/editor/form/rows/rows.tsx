'use client'

import { ClipboardPaste, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { entriesOf } from '@/lib/shared/changes/draft'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { useEditor } from '../../editor-context'
import { Row } from './row'

/** The room's entries as rows, and the ways to get more of them. */
export function Rows({ ids, onPaste }: { ids: readonly string[]; onPaste: () => void }) {
  const t = useTranslations('editor')
  const { control, rows, readOnly } = useEditor()
  const full = useWatch({
    control,
    name: 'rows',
    compute: (all) => entriesOf(all).length >= LIMITS.keys,
  })
  return (
    <section aria-label={t('rows')}>
      {ids.length > 0 ? (
        <ul className="overflow-hidden rounded-md border border-line bg-surface">
          {ids.map((id, index) => (
            <Row key={id} index={index} />
          ))}
        </ul>
      ) : (
        <p className="rounded-md border border-line border-dashed px-3 py-6 text-center text-muted">
          {t('empty')}
        </p>
      )}
      {readOnly ? null : (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Button
            id="add-key"
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={() => rows.add()}
          >
            <Plus aria-hidden className="size-4" />
            {t('add')}
          </Button>
          <Button look="quiet" onClick={onPaste}>
            <ClipboardPaste aria-hidden className="size-4" />
            {t('pasteMany')}
          </Button>
          {full ? (
            <p className="text-muted text-sm">{t('fullHint', { limit: LIMITS.keys })}</p>
          ) : null}
        </div>
      )}
    </section>
  )
}
