'use client'

import { useFormatter } from 'next-intl'
import { useTimeZone } from '@/lib/client/hooks/use-time-zone'
import { RANGES, type Span } from '@/lib/shared/changes/timeline-span'

const QUARTERS = [0, 1, 2, 3, 4]

/** Times below a chart in the time zone of the browser; dates if the chart spans over two days. */
export function TimeAxis({ span: { since, until } }: { span: Span }) {
  const format = useFormatter()
  const timeZone = useTimeZone()
  const length = until - since
  const label = (at: number) =>
    format.dateTime(
      new Date(at),
      length <= 2 * RANGES.day
        ? { hour: '2-digit', minute: '2-digit', timeZone }
        : { month: 'short', day: 'numeric', timeZone },
    )
  return (
    <div aria-hidden className="flex justify-between text-muted text-xs">
      {QUARTERS.map((quarter) => (
        <span key={quarter} className={quarter % 2 === 1 ? 'hidden sm:inline' : ''}>
          {label(since + (length * quarter) / 4)}
        </span>
      ))}
    </div>
  )
}
