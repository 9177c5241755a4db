'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { mono } from '@/components/ui/rich-text-tags'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { findSimilarKey } from '@/lib/shared/metadata/similar-keys'
import { useEditor } from '../../editor-context'

/** Hints that another key may be taken for this one. Both may be intended. */
export function SimilarKeyHint({ other }: { other: string }) {
  const t = useTranslations('editor')
  return <span data-message>{t.rich('similarKey', { key: other, mono })}</span>
}

/** Another key that may be taken for that of a row; null without one. */
export function useSimilarKey(index: number): string | null {
  const { control } = useEditor()
  return useWatch({ control, name: 'rows', compute: (rows) => findOtherKey(rows, index) })
}

function findOtherKey(rows: readonly DraftRow[], index: number): string | null {
  const others = rows.filter((row, rowIndex) => rowIndex !== index && !row.removed)
  return findSimilarKey(
    rows[index]?.key ?? '',
    others.map(({ key }) => key),
  )
}
