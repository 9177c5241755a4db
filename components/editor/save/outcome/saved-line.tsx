'use client'

import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import { mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { listOverwritten } from '@/lib/shared/changes/partial-change'

export type SavedLineProps = { change: Change; onCompare: () => void }

/** Says that a save was confirmed, and what changed again since. */
export function SavedLine({ change, onCompare }: SavedLineProps) {
  const t = useTranslations('outcome')
  const wasReplyLost = change.engine !== undefined && change.engine.code !== 0
  const overwritten = listOverwritten(change)
  return (
    <p className="flex items-start gap-1.5 font-medium text-good">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {overwritten.length > 0
          ? t.rich('changedSince', { keys: overwritten.map(({ key }) => key).join(', '), mono })
          : wasReplyLost
            ? t('savedLost', { count: change.changes.length })
            : t.rich('saved', {
                when: () => <Timestamp at={change.readAt ?? change.at} format="clock" />,
              })}
        {overwritten.length > 0 ? (
          <TextButton onClick={onCompare}>{t('compare')}</TextButton>
        ) : null}
      </span>
    </p>
  )
}
