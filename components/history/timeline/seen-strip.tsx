'use client'

import { placeOf } from '@/components/history/timeline/timeline-layout'
import type { TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Span } from '@/lib/shared/changes/timeline-span'

const HATCH =
  'repeating-linear-gradient(135deg, var(--line) 0 1px, transparent 1px 6px), var(--sunken)'

/** Behind the marks: hatched as a whole, and plain where somebody had the room open. Words beside it say the same. */
export function SeenStrip({ seen, span }: { seen: NonNullable<TimelineData['seen']>; span: Span }) {
  return (
    <div aria-hidden style={{ background: HATCH }} className="absolute inset-0 overflow-hidden">
      {seen.map((stretch) => {
        const { start, size } = placeOf(stretch, span)
        return (
          <span
            key={stretch.since}
            style={{ insetInlineStart: `${start}%`, inlineSize: `${size}%` }}
            className="absolute inset-y-0 min-w-px border-accent border-b-3 bg-surface"
          />
        )
      })}
    </div>
  )
}
