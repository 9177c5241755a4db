'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { useServerNow } from '@/lib/client/hooks/use-server-now'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import type { Change } from '@/lib/shared/changes/change'
import { calendarDay, groupByDay } from './calendar-days'
import { ChangeEntry } from './entry/change-entry'

const DAY_MS = 24 * 3_600_000

/** Options for all entries of a page. `openIds` are the ids of the expanded entries. */
export type EntryListProps = {
  openIds: ReadonlySet<string>
  onToggle: (id: string) => void
  canRestore: boolean
  showsRoom: boolean
}

/** Changes grouped by day, in the time zone of the browser. */
export function ChangeDays({
  changes,
  entries,
}: {
  changes: readonly Change[]
  entries: EntryListProps
}) {
  const t = useTranslations('history')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const now = useServerNow(60_000)
  const today = calendarDay(now, timeZone)
  const yesterday = calendarDay(new Date(now.getTime() - DAY_MS), timeZone)
  const { openIds, onToggle, ...rest } = entries
  return groupByDay(changes, timeZone).map(({ day, items }) => {
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
          {items.map((change) => (
            <ChangeEntry
              key={change.id}
              change={change}
              anchor={`change-${change.id}`}
              isOpen={openIds.has(change.id)}
              onToggle={() => onToggle(change.id)}
              {...rest}
            />
          ))}
        </Card>
      </section>
    )
  })
}
