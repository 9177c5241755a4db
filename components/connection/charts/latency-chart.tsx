'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { TimeAxis } from '@/components/ui/charts/time-axis'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { PageSection } from '../page-section'
import { PeriodTable } from './period-table'
import { type TimeBucket, timeBuckets } from './time-buckets'

/** The range of the chart. Calls take between 5 ms and the timeout of 4 s. */
const MIN_MS = 1
const MAX_MS = 10_000
const GRID_LINES_MS = [10, 100, 1_000]
const COLUMNS = ['median', 'p95', 'slowest'] as const

/** The height of a time in percent, on a logarithmic scale. */
const heightPercent = (ms: number) =>
  (Math.log(Math.min(MAX_MS, Math.max(MIN_MS, ms)) / MIN_MS) / Math.log(MAX_MS / MIN_MS)) * 100

/** Response times of the Live service: median to p95 as bars, the slowest call as a line. */
export function LatencyChart({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.charts')
  const { buckets, span } = timeBuckets(connection)
  const { timeoutMs: timeout, periods } = connection
  const format = useFormatter()
  const timeZone = useTimeZone()
  const { from, median, p95, slowest } = periods.at(-1) ?? {}
  const since = format.dateTime(new Date(from ?? connection.at), { timeStyle: 'short', timeZone })
  const isKnown = median != null && p95 != null && slowest != null
  return (
    <PageSection title={t('latency')}>
      <p className="text-sm">
        {isKnown
          ? t('latencyNow', { since, median, p95, slowest, timeout })
          : t('latencyNone', { since, timeout })}
      </p>
      <Card aria-hidden className="relative h-36 forced-color-adjust-none">
        {GRID_LINES_MS.map((ms) => (
          <GridLine key={ms} ms={ms} label={`${ms} ms`} className="border-line text-muted" />
        ))}
        <GridLine
          ms={timeout}
          label={`${t('timeout')} ${timeout} ms`}
          className="border-bad border-dashed text-bad"
        />
        <div className="absolute inset-0 flex gap-px">
          {buckets.map((bucket) => (
            <Bar key={bucket.from} bucket={bucket} />
          ))}
        </div>
      </Card>
      <TimeAxis span={span} />
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-muted text-xs">
        <li className="flex items-center gap-1">
          <span aria-hidden className="h-3 w-2 bg-accent/60 forced-color-adjust-none" />
          {t('medianToP95')}
        </li>
        <li className="flex items-center gap-1">
          <span aria-hidden className="h-0.5 w-3 bg-ink forced-color-adjust-none" />
          {t('slowest')}
        </li>
        <li>{t('scale')}</li>
      </ul>
      <PeriodTable periods={periods} columns={COLUMNS} />
    </PageSection>
  )
}

function GridLine({ ms, label, className }: { ms: number; label: string; className: string }) {
  return (
    <div
      className={`absolute inset-x-0 border-t ${className}`}
      style={{ bottom: `${heightPercent(ms)}%` }}
    >
      <span className="absolute start-1 bottom-0 text-[0.65rem] leading-4">{label}</span>
    </div>
  )
}

function Bar({ bucket: { period } }: { bucket: TimeBucket }) {
  const { median = null, p95 = null, slowest = null } = period ?? {}
  if (median === null || p95 === null || slowest === null) return <div className="flex-1" />
  const from = heightPercent(median)
  return (
    <div className="relative min-w-0 flex-1">
      <div
        className="absolute inset-x-0 min-h-0.5 bg-accent/60"
        style={{ bottom: `${from}%`, height: `${heightPercent(p95) - from}%` }}
      />
      <div
        className="absolute inset-x-0 h-0.5 bg-ink"
        style={{ bottom: `${heightPercent(slowest)}%` }}
      />
    </div>
  )
}
