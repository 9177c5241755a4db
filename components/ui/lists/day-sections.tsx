'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { useServerNow } from '@/lib/client/hooks/use-server-now'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import { calendarDay, groupByDay } from './calendar-days'

const DAY_MS = 24 * 3_600_000

/** A list of times grouped by day, in the time zone of the browser. `renderDay` returns `<li>`s. */
export function DaySections<T extends { at: string }>({
  items,
  renderDay,
}: {
  items: readonly T[]
  renderDay: (items: readonly T[]) => ReactNode
}) {
  const t = useTranslations('lists')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const now = useServerNow(60_000)
  const today = calendarDay(now, timeZone)
  const yesterday = calendarDay(new Date(now.getTime() - DAY_MS), timeZone)
  return groupByDay(items, timeZone).map(({ day, items }) => {
    const date = format.dateTime(new Date(`${day}T12:00:00Z`), {
      dateStyle: 'full',
      timeZone: 'UTC',
    })
    const relativeDay = day === today ? t('today') : day === yesterday ? t('yesterday') : null
    return (
      <section key={day} aria-label={date}>
        <h2 className="mb-1.5 font-semibold text-sm">
          {relativeDay ? `${relativeDay} · ${date}` : date}
        </h2>
        <Card as="ol" className="divide-y divide-line">
          {renderDay(items)}
        </Card>
      </section>
    )
  })
}
