'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { useEditor } from '../editor-context'
import { formatDraft } from './format-draft'

/** Copies the draft as one JSON object, for rooms in which it cannot be saved any more. */
export function CopyDraftButton() {
  const t = useTranslations('outcome')
  const { control } = useEditor()
  const text = useWatch({ control, name: 'rows', compute: (rows) => formatDraft(rows) })
  return <CopyButton showsLabel text={text} label={t('copyAll')} />
}
