'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import type { Mark, TimelineData } from '@/lib/shared/api/history-endpoints'
import { totalObservedMs } from './timeline-layout'

const MINUTE_MS = 60_000

/** The timeline in words: the number of changes by kind, and how long the room was watched. */
export function TimelineSummary({
  data: { marks, all, seen, since, until },
}: {
  data: TimelineData
}) {
  const t = useTranslations('history.timeline')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const count = (matches: (mark: Mark) => boolean) => marks.filter(matches).length
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
  const formatTime = (at: string) =>
    format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const formatObservedTime = (ms: number) => {
    const minutes = Math.max(1, Math.round(ms / MINUTE_MS))
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
          · {t('span', { since: formatTime(since), until: formatTime(until) })}
        </span>
      </p>
      {all ? null : <p className="text-sm text-warn">{t('notAll', { count: marks.length })}</p>}
      <p className="text-muted text-sm">
        {seen === null
          ? t('unwatched')
          : seen.length === 0
            ? t('neverWatched')
            : t('watched', formatObservedTime(totalObservedMs(seen)))}
      </p>
    </>
  )
}
