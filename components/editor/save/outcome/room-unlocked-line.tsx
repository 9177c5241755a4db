'use client'

import { CircleCheck, Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import { iso, mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { useChangeAuthor } from '../../use-change-author'
import { lineIconClass, StatusLine } from './status-line'

/** The outcome of a change that locked the room, for everyone who saw the lock. */
export function RoomUnlockedLine({ change, onDismiss }: { change: Change; onDismiss: () => void }) {
  const t = useTranslations()
  const author = useChangeAuthor(change)
  const keys = change.changes.map(({ key }) => key).join(', ')
  const { readAt } = change
  const isApplied = change.outcome === 'applied'
  const Icon = isApplied ? CircleCheck : Info
  return (
    <StatusLine
      tone={isApplied ? 'good' : 'info'}
      icon={<Icon aria-hidden className={lineIconClass} />}
      actions={<TextButton onClick={onDismiss}>{t('outcome.dismiss')}</TextButton>}
    >
      {t.rich(isApplied ? 'live.changesSaved' : 'live.changesNotSaved', {
        ...author,
        keys,
        mono,
        iso,
      })}{' '}
      {readAt ? (
        <span className="font-normal text-ink">
          {t.rich('live.confirmed', { when: () => <Timestamp at={readAt} format="clock" /> })}
        </span>
      ) : null}
    </StatusLine>
  )
}
