'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { useDocumentTitle } from '@/lib/client/hooks/use-document-title'
import { useEditor } from './editor-context'
import { findDraftProblems } from './form/draft-problems'
import { useDraftCounts } from './form/use-draft-counts'
import type { SaveState } from './save/machine/save-state'

/** Shows the state in the tab's title: "• " for a draft, "Error: " after a failed save. */
export function EditorDocumentTitle({ roomName, state }: { roomName: string; state: SaveState }) {
  const t = useTranslations()
  const { control } = useEditor()
  const hasDraft = useDraftCounts().total > 0
  const rows = useWatch({ control, name: 'rows' })
  const hasErrors = state.isShowingAllErrors && findDraftProblems(rows).length > 0
  const hasFailed = state.progress.status === 'failed' || hasErrors
  const prefix = hasFailed ? t('editor.titleError') : hasDraft ? '• ' : ''
  useDocumentTitle(`${prefix}${roomName} · ${t('app.name')}`)
  return null
}
