'use client'

import type { TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Span } from '@/lib/shared/changes/timeline-span'
import { positionPercent } from './timeline-layout'

const HATCH =
  'repeating-linear-gradient(135deg, var(--line) 0 1px, transparent 1px 6px), var(--sunken)'

/**
 * The background of the marks: hatched where the room was not watched. The summary says the same.
 */
export function ObservationStrip({
  seen,
  span,
}: {
  seen: NonNullable<TimelineData['seen']>
  span: Span
}) {
  return (
    <div aria-hidden style={{ background: HATCH }} className="absolute inset-0 overflow-hidden">
      {seen.map((observation) => {
        const { start, size } = positionPercent(observation, span)
        return (
          <span
            key={observation.since}
            style={{ insetInlineStart: `${start}%`, inlineSize: `${size}%` }}
            className="absolute inset-y-0 min-w-px border-accent border-b-3 bg-surface"
          />
        )
      })}
    </div>
  )
}
