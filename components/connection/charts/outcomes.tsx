'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Axis } from '@/components/ui/charts/axis'
import { useZone } from '@/lib/client/hooks/use-time-zone'
import type { Connection } from '@/lib/shared/api/connection-endpoints'
import { Section } from '../section'
import { PeriodTable } from './period-table'
import { groups, type Slot, slotsOf, totalOf } from './time-buckets'

/** From the bottom up; the pattern of what we held back tells it apart without colour. */
const LOOKS = {
  answered: 'bg-accent/60',
  busy: 'bg-warn',
  fault: 'bg-bad',
  held: 'bg-[repeating-linear-gradient(45deg,var(--control)_0_2px,transparent_2px_5px)]',
} as const

/** How calls ended, five minutes a bar. */
export function Outcomes({ connection }: { connection: Connection }) {
  const t = useTranslations('connection.pictures')
  const { slots, span } = slotsOf(connection)
  const most = Math.max(1, ...slots.map(({ period }) => totalOf(period)))
  return (
    <Section title={t('outcomes')}>
      <Words connection={connection} />
      <div
        aria-hidden
        className="flex h-36 items-end gap-px rounded-md border border-line bg-surface"
      >
        {slots.map((slot) => (
          <Bar key={slot.from} slot={slot} most={most} />
        ))}
      </div>
      <Axis span={span} />
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-muted text-xs">
        {groups.map((group) => (
          <li key={group} className="flex items-center gap-1">
            <span aria-hidden className={`size-3 border border-line ${LOOKS[group]}`} />
            {t(`columns.${group}`)}
          </li>
        ))}
        <li>{t('most', { count: most })}</li>
      </ul>
      <PeriodTable periods={connection.periods} columns={groups} />
    </Section>
  )
}

function Bar({ slot: { period }, most }: { slot: Slot; most: number }) {
  return (
    <div className="flex h-full min-w-0 flex-1 flex-col-reverse">
      {groups.map((group) => (
        <div
          key={group}
          className={LOOKS[group]}
          style={{ height: `${((period?.[group] ?? 0) / most) * 100}%` }}
        />
      ))}
    </div>
  )
}

/** Rounded down: as long as one call was not answered, it is not all of them. */
const shareOf = (part: number, all: number) => Math.floor((part / all) * 1_000) / 1_000

function Words({ connection: { periods } }: { connection: Connection }) {
  const t = useTranslations('connection.pictures')
  const format = useFormatter()
  const timeZone = useZone()
  const [first] = periods
  const last = periods.at(-1)
  if (!first || !last) return null
  const { answered: now, busy, fault, held } = last
  const clock = (at: string) => format.dateTime(new Date(at), { timeStyle: 'short', timeZone })
  const time = clock(first.from)
  const calls = periods.reduce((sum, period) => sum + totalOf(period), 0)
  const answered = periods.reduce((sum, period) => sum + period.answered, 0)
  return (
    <p className="text-sm">
      {t('outcomesNow', { since: clock(last.from), answered: now, busy, fault, held })}{' '}
      <span className="text-muted">
        {calls === 0
          ? t('none', { time })
          : t('outcomesAll', { calls, time, share: shareOf(answered, calls) })}
      </span>
    </p>
  )
}
