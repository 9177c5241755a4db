'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'

/** A quiet hint that another key differs only by case, width or accents. They are two keys, and both may be meant. */
export function LookAlike({ index }: { index: number }) {
  const t = useTranslations('editor')
  const { control } = useEditor()
  const other = useWatch({ control, name: 'rows', compute: (rows) => lookAlike(rows, index) })
  if (other === null) return null
  return (
    <span>
      {t.rich('looksLike', { key: other, mono: (key) => <bdi className="font-mono">{key}</bdi> })}
    </span>
  )
}

function lookAlike(rows: readonly DraftRow[], index: number): string | null {
  const key = rows[index]?.key
  if (!key) return null
  const folded = fold(key)
  const other = rows.find(
    (row, at) => at !== index && !row.removed && row.key !== key && fold(row.key) === folded,
  )
  return other?.key ?? null
}

const fold = (key: string) => key.normalize('NFKC').toLocaleLowerCase('en').trim()
