'use client'

import { useFormatter, useNow } from 'next-intl'
import { useHydrated } from '@/lib/client/hydrated'

/** A time as people say it, with the exact one and its zone on hover. The server does not know the reader's zone. */
export function When({ at, style = 'relative' }: { at: string; style?: 'relative' | 'clock' }) {
  const format = useFormatter()
  const now = useNow({ updateInterval: 30_000 })
  const timeZone = useHydrated() ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'
  const date = new Date(at)
  return (
    <time
      dateTime={at}
      title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'long', timeZone })}
    >
      {style === 'clock'
        ? format.dateTime(date, { timeStyle: 'medium', timeZone })
        : format.relativeTime(date, now)}
    </time>
  )
}
