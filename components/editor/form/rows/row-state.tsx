'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { TextButton } from '@/components/ui/buttons/text-button'
import { When } from '@/components/ui/timestamp'
import { statusOf } from '@/lib/shared/changes/draft'
import { conflictsOf } from '@/lib/shared/changes/rebase'
import { useEditor } from '../../editor-context'
import { useRows } from './use-rows'

/** What became of a row, in a word or two: new, changed, updated by others, or changed elsewhere as well. */
export function RowState({ index }: { index: number }) {
  const t = useTranslations('editor.state')
  const { control, entries, updated, compare } = useEditor()
  const { status, key } = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => ({ status: row ? statusOf(row) : 'unchanged', key: row?.was?.key }),
  })
  const conflict = useRows((rows) => Boolean(conflictsOf(rows, entries)[index]))
  const updatedAt = key === undefined ? undefined : updated.get(key)
  if (conflict)
    return (
      <span className="flex items-center gap-1 font-medium text-warn">
        {t('elsewhere')}
        <TextButton onClick={compare}>{t('compare')}</TextButton>
      </span>
    )
  if (status === 'changed') return <span className="font-medium text-accent">{t('changed')}</span>
  if (status === 'new') return <span className="font-medium text-good">{t('new')}</span>
  if (updatedAt)
    return (
      <span className="text-muted">
        {t.rich('updated', { when: () => <When at={updatedAt} style="clock" /> })}
      </span>
    )
  return null
}
