'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { iso, mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import type { Change } from '@/lib/shared/changes/change'
import { useChangeAuthor } from '../../use-change-author'

/** The outcome of a change that locked the room, for everyone who saw the lock. */
export function RoomUnlockedBanner({
  change,
  onDismiss,
}: {
  change: Change
  onDismiss: () => void
}) {
  const t = useTranslations()
  const author = useChangeAuthor(change)
  const keys = change.changes.map(({ key }) => key).join(', ')
  const { readAt } = change
  const isApplied = change.outcome === 'applied'
  return (
    <Alert
      tone={isApplied ? 'good' : 'info'}
      title={t.rich(isApplied ? 'live.changesSaved' : 'live.changesNotSaved', {
        ...author,
        keys,
        mono,
        iso,
      })}
    >
      <div className="flex flex-wrap items-center gap-x-3">
        {readAt ? (
          <p>
            {t.rich('live.confirmed', { when: () => <Timestamp at={readAt} format="clock" /> })}
          </p>
        ) : null}
        <Button size="small" variant="quiet" onClick={onDismiss}>
          {t('outcome.dismiss')}
        </Button>
      </div>
    </Alert>
  )
}
