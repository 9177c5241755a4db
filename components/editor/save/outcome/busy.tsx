'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import type { Change } from '@/lib/shared/changes/change'
import { useWho } from './use-who'

const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>

/** A save that met a taken room: who holds it is told by a banner of its own, and then that it is free. */
export function Busy({
  change,
  free,
  onRetry,
  onDismiss,
}: {
  /** The one that took the room. */
  change: Pick<Change, 'by'>
  free: boolean
  onRetry: () => void
  onDismiss: () => void
}) {
  const t = useTranslations()
  const who = useWho(change)
  return (
    <Notice tone="warn" title={t.rich(free ? 'live.free' : 'live.taken', { ...who, iso })}>
      <div className="flex flex-wrap gap-2 py-0.5">
        {free ? (
          <Button size="small" look="primary" onClick={onRetry}>
            {t('live.saveNow')}
          </Button>
        ) : null}
        <Button size="small" look="quiet" onClick={onDismiss}>
          {t('outcome.dismiss')}
        </Button>
      </div>
    </Notice>
  )
}
