'use client'

import { useTranslations } from 'next-intl'
import { useDocumentTitle } from '@/lib/client/hooks/document-title'
import { useDraftCounts } from './form/draft-counts'

/** The title of the tab tells from afar: "• " while there is a draft, "Error: " after a refused save. */
export function DocumentTitle({ name, failed }: { name: string; failed: boolean }) {
  const t = useTranslations()
  const dirty = useDraftCounts().all > 0
  const mark = failed ? t('editor.titleError') : dirty ? '• ' : ''
  useDocumentTitle(`${mark}${name} · ${t('app.name')}`)
  return null
}
