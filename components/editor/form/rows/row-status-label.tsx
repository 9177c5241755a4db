'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { TextButton } from '@/components/ui/buttons/text-button'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { getRowStatus } from '@/lib/shared/changes/draft'
import { findConflicts } from '@/lib/shared/changes/rebase'
import { useEditor } from '../../editor-context'
import { useRowsSelector } from './use-rows-selector'

/** Shows whether a row is new, changed, updated by others, or in conflict. */
export function RowStatusLabel({ index }: { index: number }) {
  const t = useTranslations('editor.state')
  const { control, entries, remoteUpdates, openConflicts } = useEditor()
  const { status, key } = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => ({ status: row ? getRowStatus(row) : 'unchanged', key: row?.base?.key }),
  })
  const hasConflict = useRowsSelector((rows) => Boolean(findConflicts(rows, entries)[index]))
  const update = key === undefined ? undefined : remoteUpdates.get(key)
  if (hasConflict)
    return (
      <span className="flex items-center gap-1 font-medium text-warn">
        {t('conflict')}
        <TextButton className="-my-px" onClick={openConflicts}>
          {t('compare')}
        </TextButton>
      </span>
    )
  if (status === 'changed') return <span className="font-medium text-accent">{t('changed')}</span>
  if (status === 'new') return <span className="font-medium text-good">{t('new')}</span>
  if (update)
    return (
      <span className="text-muted">
        {t.rich('updated', {
          ...update.writer,
          when: () => <Timestamp at={update.at} format="clock" />,
          iso,
        })}
      </span>
    )
  return null
}
