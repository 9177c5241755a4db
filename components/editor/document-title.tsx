'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { useDocumentTitle } from '@/lib/client/document-title'
import { draftProblems } from '@/lib/shared/draft'
import { useDraftCounts } from './draft-counts'
import { useEditor } from './editor-context'

/** The title of the tab tells from afar: "• " while there is a draft, "Error: " after a refused save. */
export function DocumentTitle({ name, failed }: { name: string; failed: boolean }) {
  const t = useTranslations()
  const { control, demanding } = useEditor()
  const dirty = useDraftCounts().all > 0
  const broken = useWatch({
    control,
    name: 'rows',
    compute: (rows) => draftProblems(rows).length > 0,
  })
  const mark = failed || (demanding && broken) ? t('editor.titleError') : dirty ? '• ' : ''
  useDocumentTitle(`${mark}${name} · ${t('app.name')}`)
  return null
}
