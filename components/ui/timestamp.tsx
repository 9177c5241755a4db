'use client'

import { useFormatter, useLocale } from 'next-intl'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { useServerNow } from '@/lib/client/hooks/use-server-now'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import { getDateTimeFormat } from '@/lib/shared/i18n/date-time-format'

/**
 * relative: "5 minutes ago" · narrow: "5m ago" · clock: time of day · dated: with the day · exact: in full, with the
 * time zone · utc: in UTC.
 */
type TimeFormat = 'relative' | 'narrow' | 'clock' | 'dated' | 'exact' | 'utc'

/** A time (ISO 8601) in words. On hover it shows the exact local time and UTC. */
export function Timestamp({ at, format = 'relative' }: { at: string; format?: TimeFormat }) {
  const formatTime = useTimeFormatter(at)
  const hydrated = useHydrated()
  const title = hydrated ? `${formatTime('exact')}\n${formatTime('utc')}` : undefined
  return (
    <time dateTime={at} title={title}>
      {formatTime(format)}
    </time>
  )
}

/**
 * Formats a time (ISO 8601). Every format costs server time, which adds up in a long list: only ask
 * for the ones that are shown.
 */
export function useTimeFormatter(at: string): (format: TimeFormat) => string {
  const formatter = useFormatter()
  const locale = useLocale()
  const now = useServerNow(30_000)
  const timeZone = useTimeZone()
  const date = new Date(at)
  const formatDate = (options: Intl.DateTimeFormatOptions) =>
    getDateTimeFormat(locale, options).format(date)
  return (format) => {
    switch (format) {
      case 'relative':
        // `now` lags by up to its update interval: a newer time must not read as in the future.
        return formatter.relativeTime(date, date > now ? date : now)
      case 'narrow':
        return formatter.relativeTime(date, { now: date > now ? date : now, style: 'narrow' })
      case 'clock':
        return formatDate({ timeStyle: 'medium', timeZone })
      case 'dated':
        return formatDate({ dateStyle: 'medium', timeStyle: 'medium', timeZone })
      case 'exact':
        return formatDate({ dateStyle: 'full', timeStyle: 'long', timeZone })
      case 'utc':
        return formatDate({ dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' })
    }
  }
}
