'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { TimeAxis } from '@/components/ui/charts/time-axis'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { PageSection } from '../page-section'
import { PeriodTable } from './period-table'
import { countCalls, outcomeGroups, type TimeBucket, timeBuckets } from './time-buckets'

/** From bottom to top. Calls that were not sent have a pattern as well as a colour. */
const FILLS = {
  answered: 'bg-accent/60',
  busy: 'bg-warn',
  fault: 'bg-bad',
  held: 'bg-[repeating-linear-gradient(45deg,var(--control)_0_2px,transparent_2px_5px)]',
} as const

/** The outcomes of calls. Each bar covers five minutes. */
export function OutcomeChart({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.charts')
  const { buckets, span } = timeBuckets(connection)
  const highest = Math.max(1, ...buckets.map(({ period }) => countCalls(period)))
  return (
    <PageSection title={t('outcomes')}>
      <OutcomeSummary connection={connection} />
      <Card aria-hidden className="flex h-36 items-end gap-px forced-color-adjust-none">
        {buckets.map((bucket) => (
          <Bar key={bucket.from} bucket={bucket} highest={highest} />
        ))}
      </Card>
      <TimeAxis span={span} />
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-muted text-xs">
        {outcomeGroups.map((group) => (
          <li key={group} className="flex items-center gap-1">
            <span
              aria-hidden
              className={`size-3 border border-line forced-color-adjust-none ${FILLS[group]}`}
            />
            {t(`columns.${group}`)}
          </li>
        ))}
        <li>{t('max', { count: highest })}</li>
      </ul>
      <PeriodTable periods={connection.periods} columns={outcomeGroups} />
    </PageSection>
  )
}

function Bar({ bucket: { period }, highest }: { bucket: TimeBucket; highest: number }) {
  return (
    <div className="flex h-full min-w-0 flex-1 flex-col-reverse">
      {outcomeGroups.map((group) => (
        <div
          key={group}
          className={FILLS[group]}
          style={{ height: `${((period?.[group] ?? 0) / highest) * 100}%` }}
        />
      ))}
    </div>
  )
}

/** Rounded down, so that 100% means every call. */
const roundedDownShare = (part: number, all: number) => Math.floor((part / all) * 1_000) / 1_000

function OutcomeSummary({ connection: { periods } }: { connection: Connection }) {
  const t = useTranslations('connection.charts')
  const format = useFormatter()
  const timeZone = useTimeZone()
  const [first] = periods
  const last = periods.at(-1)
  if (!first || !last) return null
  const { answered: now, busy, fault, held } = last
  const formatClock = (at: string) =>
    format.dateTime(new Date(at), { timeStyle: 'short', timeZone })
  const time = formatClock(first.from)
  const calls = periods.reduce((sum, period) => sum + countCalls(period), 0)
  const answered = periods.reduce((sum, period) => sum + period.answered, 0)
  return (
    <p className="text-sm">
      {t('outcomesNow', { since: formatClock(last.from), answered: now, busy, fault, held })}{' '}
      <span className="text-muted">
        {calls === 0
          ? t('none', { time })
          : t('outcomesAll', { calls, time, share: roundedDownShare(answered, calls) })}
      </span>
    </p>
  )
}
