'use client'

import { useTranslations } from 'next-intl'
import { useDocumentTitle } from '@/lib/client/hooks/use-document-title'
import { findDraftProblems } from './form/draft-problems'
import { useRowsSelector } from './form/rows/use-rows-selector'
import { useDraftCounts } from './form/use-draft-counts'
import type { SaveState } from './save/machine/save-state'

/** Shows the state in the tab's title: "• " for a draft, "Error: " after a failed save. */
export function EditorDocumentTitle({ roomName, state }: { roomName: string; state: SaveState }) {
  const t = useTranslations()
  const hasDraft = useDraftCounts().total > 0
  const hasErrors = useRowsSelector(
    (rows) => state.isShowingAllErrors && findDraftProblems(rows).length > 0,
  )
  const hasFailed = state.progress.status === 'failed' || hasErrors
  const prefix = hasFailed ? t('editor.titleError') : hasDraft ? '• ' : ''
  useDocumentTitle(`${prefix}${roomName} · ${t('app.name')}`)
  return null
}
