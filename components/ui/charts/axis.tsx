'use client'

import { useFormatter } from 'next-intl'
import { useZone } from '@/lib/client/hooks/use-time-zone'
import { RANGES, type Span } from '@/lib/shared/changes/timeline-span'

const QUARTERS = [0, 1, 2, 3, 4]

/** Times along a picture, in the reader's zone; of longer ones the days. */
export function Axis({ span: { since, until } }: { span: Span }) {
  const format = useFormatter()
  const timeZone = useZone()
  const length = until - since
  const words = (at: number) =>
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
          {words(since + (length * quarter) / 4)}
        </span>
      ))}
    </div>
  )
}
