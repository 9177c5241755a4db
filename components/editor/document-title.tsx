'use client'

import { useTranslations } from 'next-intl'
import { useLayoutEffect } from 'react'
import { useWatch } from 'react-hook-form'
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
  const title = `${mark}${name} · ${t('app.name')}`
  // Ended with the page itself, or it would write over the title of the one that comes next.
  useLayoutEffect(() => {
    const apply = () => {
      if (document.title !== title) document.title = title
    }
    apply()
    // Next writes the page's own title when its metadata comes in, which may be after us.
    const observer = new MutationObserver(apply)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [title])
  return null
}
