'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { seenMs } from '@/components/history/timeline/timeline-layout'
import { useZone } from '@/lib/client/hooks/use-time-zone'
import type { Mark, TimelineData } from '@/lib/shared/api/history-endpoints'

const MINUTE = 60_000

/** The picture's number in words: how many of what, and how much of the time anybody looked. */
export function TimelineWords({
  data: { marks, all, seen, since, until },
}: {
  data: TimelineData
}) {
  const t = useTranslations('history.timeline')
  const format = useFormatter()
  const timeZone = useZone()
  const count = (has: (mark: Mark) => boolean) => marks.filter(has).length
  const parts = [
    t('count', { count: marks.length }),
    ...Object.entries({
      outside: count(({ source }) => source === 'outside'),
      restore: count(({ source }) => source === 'restore'),
      partial: count(({ outcome }) => outcome === 'partial'),
      notApplied: count(({ outcome }) => outcome === 'not-applied'),
      unsettled: count(({ outcome }) => outcome === 'pending' || outcome === 'unknown'),
    }).flatMap(([name, amount]) => (amount > 0 ? [t(`parts.${name}`, { count: amount })] : [])),
  ]
  const spanMs = Date.parse(until) - Date.parse(since)
  const time = (at: string) =>
    format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const watched = (ms: number) => {
    const minutes = Math.max(1, Math.round(ms / MINUTE))
    return {
      time: t('duration', { hours: Math.floor(minutes / 60), minutes: minutes % 60 }),
      share: format.number(ms / spanMs, { style: 'percent', maximumFractionDigits: 1 }),
    }
  }
  return (
    <>
      <h2 className="font-semibold">{t('title')}</h2>
      <p className="text-sm">
        {parts.join(' · ')}
        <span className="text-muted">
          {' '}
          · {t('span', { since: time(since), until: time(until) })}
        </span>
      </p>
      {all ? null : <p className="text-sm text-warn">{t('notAll', { count: marks.length })}</p>}
      <p className="text-muted text-sm">
        {seen === null
          ? t('unwatched')
          : seen.length === 0
            ? t('neverWatched')
            : t('watched', watched(seenMs(seen)))}
      </p>
    </>
  )
}
