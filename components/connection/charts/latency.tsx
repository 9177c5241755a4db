'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Axis } from '@/components/ui/charts/axis'
import { useZone } from '@/lib/client/hooks/use-time-zone'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { Section } from '../section'
import { PeriodTable } from './period-table'
import { type Slot, slotsOf } from './time-buckets'

/** Milliseconds at the bottom and at the top of the picture: calls take from 5 ms to the time-out of 4 s. */
const BOTTOM = 1
const TOP = 10_000
const LINES = [10, 100, 1_000]
const COLUMNS = ['median', 'p95', 'slowest'] as const

/** Where a time stands, in percent from the bottom: each tenfold is as high as any other. */
const heightOf = (ms: number) =>
  (Math.log(Math.min(TOP, Math.max(BOTTOM, ms)) / BOTTOM) / Math.log(TOP / BOTTOM)) * 100

/** How long the engine took, with the time-out marked. */
export function Latency({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.pictures')
  const { slots, span } = slotsOf(connection)
  const { timeoutMs: timeout, periods } = connection
  const format = useFormatter()
  const timeZone = useZone()
  const { from, median, p95, slowest } = periods.at(-1) ?? {}
  const since = format.dateTime(new Date(from ?? connection.at), { timeStyle: 'short', timeZone })
  const known = median != null && p95 != null && slowest != null
  return (
    <Section title={t('latency')}>
      <p className="text-sm">
        {known
          ? t('latencyNow', { since, median, p95, slowest, timeout })
          : t('latencyNone', { since, timeout })}
      </p>
      <div aria-hidden className="relative h-36 rounded-md border border-line bg-surface">
        {LINES.map((ms) => (
          <Line key={ms} ms={ms} label={`${ms} ms`} look="border-line text-muted" />
        ))}
        <Line
          ms={timeout}
          label={`${t('timeout')} ${timeout} ms`}
          look="border-bad border-dashed text-bad"
        />
        <div className="absolute inset-0 flex gap-px">
          {slots.map((slot) => (
            <Bar key={slot.from} slot={slot} />
          ))}
        </div>
      </div>
      <Axis span={span} />
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-muted text-xs">
        <li className="flex items-center gap-1">
          <span aria-hidden className="h-3 w-2 bg-accent/60" />
          {t('typical')}
        </li>
        <li className="flex items-center gap-1">
          <span aria-hidden className="h-0.5 w-3 bg-ink" />
          {t('slowest')}
        </li>
        <li>{t('scale')}</li>
      </ul>
      <PeriodTable periods={periods} columns={COLUMNS} />
    </Section>
  )
}

function Line({ ms, label, look }: { ms: number; label: string; look: string }) {
  return (
    <div className={`absolute inset-x-0 border-t ${look}`} style={{ bottom: `${heightOf(ms)}%` }}>
      <span className="absolute start-1 bottom-0 text-[0.65rem] leading-4">{label}</span>
    </div>
  )
}

function Bar({ slot: { period } }: { slot: Slot }) {
  const { median = null, p95 = null, slowest = null } = period ?? {}
  if (median === null || p95 === null || slowest === null) return <div className="flex-1" />
  const from = heightOf(median)
  return (
    <div className="relative min-w-0 flex-1">
      <div
        className="absolute inset-x-0 min-h-0.5 bg-accent/60"
        style={{ bottom: `${from}%`, height: `${heightOf(p95) - from}%` }}
      />
      <div
        className="absolute inset-x-0 h-0.5 bg-ink"
        style={{ bottom: `${heightOf(slowest)}%` }}
      />
    </div>
  )
}
