'use client'

import { useFormatter, useNow } from 'next-intl'
import { useHydrated } from '@/lib/client/hooks/hydrated'
import { useZone } from '@/lib/client/hooks/use-time-zone'

/** From now, on the reader's clock, with the day, in full with the zone, and in UTC. */
type Style = 'relative' | 'clock' | 'dated' | 'exact' | 'utc'

/** A time as people say it, with the exact one, its zone and UTC on hover. */
export function When({ at, style = 'relative' }: { at: string; style?: Style }) {
  const say = useMoment(at)
  const hydrated = useHydrated()
  return (
    <time dateTime={at} title={hydrated ? `${say('exact')}\n${say('utc')}` : undefined}>
      {say(style)}
    </time>
  )
}

/** Says a time (ISO 8601) in words. Each way costs the server time, which a list of many feels: ask for what is shown. */
export function useMoment(at: string): (style: Style) => string {
  const format = useFormatter()
  const now = useNow({ updateInterval: 30_000 })
  const timeZone = useZone()
  const date = new Date(at)
  return (style) => {
    switch (style) {
      case 'relative':
        return format.relativeTime(date, now)
      case 'clock':
        return format.dateTime(date, { timeStyle: 'medium', timeZone })
      case 'dated':
        return format.dateTime(date, { dateStyle: 'medium', timeStyle: 'medium', timeZone })
      case 'exact':
        return format.dateTime(date, { dateStyle: 'full', timeStyle: 'long', timeZone })
      case 'utc':
        return format.dateTime(date, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' })
    }
  }
}
