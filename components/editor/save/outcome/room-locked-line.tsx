'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { iso, mono } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { useChangeAuthor } from '../../use-change-author'
import type { RoomLock } from '../machine/save-state'
import { lineIconClass, StatusLine } from './status-line'

/** Most saves settle within this time, so no message needs to flash. */
const SHOW_DELAY_MS = 1_000

/** An unsettled change locks the room. Everyone who has the room open sees this. */
export function RoomLockedLine({ lock }: { lock: RoomLock }) {
  const t = useTranslations()
  const { change, isConfirmed } = lock
  const author = useChangeAuthor(change)
  const shownMs = useShownMs(lock)
  const isUnknown = change.outcome === 'unknown'
  if (!isUnknown && !isConfirmed && shownMs < SHOW_DELAY_MS) return null
  const keys = change.changes.map(({ key }) => key).join(', ')
  const seconds = Math.round((lock.ageMs + shownMs) / 1_000)
  return (
    <StatusLine
      tone="warn"
      icon={<LoaderCircle aria-hidden className={`${lineIconClass} animate-spin`} />}
    >
      {isUnknown
        ? t.rich('outcome.unsettled', { keys, mono })
        : change.readAt
          ? t.rich('outcome.unrecorded', { keys, mono })
          : t.rich('live.busy', { ...author, keys, seconds, iso, mono })}{' '}
      <span className="font-normal text-ink">
        {t.rich('live.startedBy', {
          ...author,
          when: () => <Timestamp at={change.at} format="clock" />,
          iso,
        })}{' '}
        {t('live.keepTyping')}
      </span>
    </StatusLine>
  )
}

/** How long this page has known of the lock, in ms, updated every second. */
function useShownMs({ seenAt }: RoomLock): number {
  const [now, setNow] = useState(seenAt)
  useEffect(() => {
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, now - seenAt)
}
