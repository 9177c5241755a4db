'use client'

import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { TextButton } from '@/components/ui/buttons/text-button'
import { statusOf } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'

const SHOWN = 60

/** For a changed row: what it was, and the way back. */
export function WasValue({ index }: { index: number }) {
  const t = useTranslations('editor')
  const { control, rows, readOnly } = useEditor()
  const was = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => {
      if (!row?.was || statusOf(row) !== 'changed') return null
      const renamed = row.key === row.was.key ? null : row.was.key
      return { renamed, value: row.value === row.was.value ? null : row.was.value }
    },
  })
  if (!was) return null
  return (
    <span className="flex min-w-0 items-center">
      <span className="min-w-0 truncate">
        {was.renamed === null
          ? null
          : t.rich('wasKey', {
              key: was.renamed,
              mono: (key) => <bdi className="font-mono">{key}</bdi>,
            })}{' '}
        {was.value === null
          ? null
          : was.value === ''
            ? t('wasEmpty')
            : t.rich('was', {
                value: cut(was.value),
                mono: (value) => <bdi className="font-mono">{value}</bdi>,
              })}
      </span>
      {readOnly ? null : (
        <TextButton onClick={() => rows.revert(index)}>
          <Undo2 aria-hidden className="size-3.5" />
          {t('revert')}
        </TextButton>
      )}
    </span>
  )
}

/** By characters, so that no half of one is shown. */
function cut(text: string): string {
  const characters = [...text.slice(0, SHOWN * 2)]
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : text
}
