'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { mono } from '@/components/ui/rich-text-tags'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'

/** Hints that another key differs only in case, width or outer spaces. Both may be intended. */
export function SimilarKeyHint({ index }: { index: number }) {
  const t = useTranslations('editor')
  const { control } = useEditor()
  const other = useWatch({ control, name: 'rows', compute: (rows) => findSimilarKey(rows, index) })
  if (other === null) return null
  return <span>{t.rich('similarKey', { key: other, mono })}</span>
}

function findSimilarKey(rows: readonly DraftRow[], index: number): string | null {
  const key = rows[index]?.key
  if (!key) return null
  const folded = foldKey(key)
  const other = rows.find(
    (row, rowIndex) =>
      rowIndex !== index && !row.removed && row.key !== key && foldKey(row.key) === folded,
  )
  return other?.key ?? null
}

const foldKey = (key: string) => key.normalize('NFKC').toLocaleLowerCase('en').trim()
