import type { Connection, Period } from '@/lib/shared/api/connection-endpoints'
import type { Span } from '@/lib/shared/changes/timeline-span'

export const PERIOD_MS = 300_000
/** Three hours. */
const SLOTS = 36

/** A place in the picture; `period` null = before this process started. */
export type Slot = { from: number; period: Period | null }

/** Three hours of places that end with the period under way, and their span. */
export function slotsOf({ periods, at }: Connection): { slots: Slot[]; span: Span } {
  const last = Date.parse(periods.at(-1)?.from ?? at)
  const byFrom = new Map(periods.map((period) => [Date.parse(period.from), period]))
  const slots = Array.from({ length: SLOTS }, (_, index): Slot => {
    const from = last - (SLOTS - 1 - index) * PERIOD_MS
    return { from, period: byFrom.get(from) ?? null }
  })
  return { slots, span: { since: slots[0]?.from ?? last, until: last + PERIOD_MS } }
}

export const groups = ['answered', 'busy', 'fault', 'held'] as const
export type Group = (typeof groups)[number]

export const totalOf = (period: Period | null) =>
  period === null ? 0 : groups.reduce((sum, group) => sum + period[group], 0)
