'use client'

import { useFormatter, useNow, useTranslations } from 'next-intl'
import { byDay, dayOf } from '@/components/history/days'
import { useZone } from '@/lib/client/hooks/use-time-zone'
import type { Change } from '@/lib/shared/changes/change'
import { ChangeEntry } from './entry/change-entry'

const DAY_MS = 24 * 3_600_000

/** How the entries of a page are shown; `opened` are the ids of those that are unfolded. */
export type Entries = {
  opened: ReadonlySet<string>
  onToggle: (id: string) => void
  mayRestore: boolean
  withRoom: boolean
}

/** Changes under the days on which they were made, as the reader counts days. */
export function ChangeDays({ changes, entries }: { changes: readonly Change[]; entries: Entries }) {
  const t = useTranslations('history')
  const format = useFormatter()
  const timeZone = useZone()
  const now = useNow({ updateInterval: 60_000 })
  const today = dayOf(now, timeZone)
  const yesterday = dayOf(new Date(now.getTime() - DAY_MS), timeZone)
  const { opened, onToggle, ...rest } = entries
  return byDay(changes, timeZone).map(({ day, items }) => {
    const date = format.dateTime(new Date(`${day}T12:00:00Z`), {
      dateStyle: 'full',
      timeZone: 'UTC',
    })
    const near = day === today ? t('today') : day === yesterday ? t('yesterday') : null
    return (
      <section key={day} aria-label={date}>
        <h2 className="mb-1.5 font-semibold text-sm">{near ? `${near} · ${date}` : date}</h2>
        <ol className="divide-y divide-line rounded-md border border-line bg-surface">
          {items.map((change) => (
            <ChangeEntry
              key={change.id}
              change={change}
              anchor={`change-${change.id}`}
              open={opened.has(change.id)}
              onToggle={() => onToggle(change.id)}
              {...rest}
            />
          ))}
        </ol>
      </section>
    )
  })
}
