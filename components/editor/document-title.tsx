'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useDraftCounts } from './draft-counts'
import { useEditor } from './editor-context'

/** The title of the tab tells from afar: "• " while there is a draft, "Error: " after a refused save. */
export function DocumentTitle({ name, failed }: { name: string; failed: boolean }) {
  const t = useTranslations()
  const dirty = useDraftCounts(useEditor()).all > 0
  const mark = failed ? t('editor.titleError') : dirty ? '• ' : ''
  const title = `${mark}${name} · ${t('app.name')}`
  useEffect(() => {
    document.title = title
  }, [title])
  return null
}
