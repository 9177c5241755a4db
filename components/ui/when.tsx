'use client'

import { useFormatter, useNow } from 'next-intl'
import { useZone } from '@/lib/client/zone'

/** A time as people say it, with the exact one, its zone and UTC on hover. */
export function When({
  at,
  style = 'relative',
}: {
  at: string
  style?: 'relative' | 'clock' | 'exact'
}) {
  const moment = useMoment(at)
  return (
    <time dateTime={at} title={`${moment.exact}\n${moment.utc}`}>
      {moment[style]}
    </time>
  )
}

/** A time (ISO 8601) in words: from now, on the reader's clock, in full with the zone, and in UTC. */
export function useMoment(at: string) {
  const format = useFormatter()
  const now = useNow({ updateInterval: 30_000 })
  const timeZone = useZone()
  const date = new Date(at)
  return {
    relative: format.relativeTime(date, now),
    clock: format.dateTime(date, { timeStyle: 'medium', timeZone }),
    dated: format.dateTime(date, { dateStyle: 'medium', timeStyle: 'medium', timeZone }),
    exact: format.dateTime(date, { dateStyle: 'full', timeStyle: 'long', timeZone }),
    utc: format.dateTime(date, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' }),
  }
}
