'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { useServerNow } from '@/lib/client/hooks/use-server-now'
import { boardQueries } from '../board-queries'
import { historyPath } from './history-path'
import { Nothing, Stat } from './stat'
import { type HourBar, localDay, toBars } from './today'

const MINUTE_MS = 60_000
const HOUR_LABELS = ['0:00', '6:00', '12:00', '18:00', '24:00']

/** How many changes were made today in all rooms, by hour. The numbers lead to their lists. */
export function TodayStat() {
  const t = useTranslations('board.today')
  const format = useFormatter()
  const now = useServerNow(MINUTE_MS).getTime()
  // The server does not know when the day of the browser starts.
  const isHydrated = useHydrated()
  const day = localDay(now)
  const { data } = useQuery({ ...boardQueries.counts(day), enabled: isHydrated })
  const bars = data && isHydrated ? toBars(day, data) : []
  const sum = (name: 'console' | 'external') => bars.reduce((all, bar) => all + bar[name], 0)
  const [here, external] = [sum('console'), sum('external')]
  const { since } = day
  return (
    <Stat
      label={t('title')}
      value={
        data ? (
          <Link
            href={historyPath({ since })}
            prefetch={false}
            variant="plain"
            className="rounded-sm hover:underline"
          >
            {format.number(here + external)}
          </Link>
        ) : (
          '–'
        )
      }
    >
      {here + external === 0 ? (
        <Nothing>{data ? t('none') : '\u00a0'}</Nothing>
      ) : (
        <p className="text-muted">
          {t('here', { count: here })}
          {' · '}
          <Link href={historyPath({ since, source: 'outside' })} prefetch={false}>
            {t('external', { count: external })}
          </Link>
        </p>
      )}
      <DayChart bars={bars} now={now} />
    </Stat>
  )
}

/** A bar for each hour: changes made here at the bottom, external ones above. */
function DayChart({ bars, now }: { bars: readonly HourBar[]; now: number }) {
  const highest = Math.max(4, ...bars.map((bar) => bar.console + bar.external))
  const percent = (count: number) => `${(count / highest) * 100}%`
  return (
    <div aria-hidden className="mt-1.5">
      <div className="flex h-8 items-end gap-px border-line border-b forced-color-adjust-none">
        {bars.map((bar) => (
          <div
            key={bar.from}
            className={`flex h-full min-w-0 flex-1 flex-col-reverse ${bar.from > now ? '' : 'border-line border-b-2'}`}
          >
            <div className="bg-accent" style={{ height: percent(bar.console) }} />
            <div className="bg-accent/40" style={{ height: percent(bar.external) }} />
          </div>
        ))}
      </div>
      <div className="flex justify-between pt-0.5 text-[11px] text-muted leading-4">
        {HOUR_LABELS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </div>
  )
}
