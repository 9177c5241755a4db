import type { Connection, Period } from '@/lib/shared/api/connection-endpoints'
import type { Span } from '@/lib/shared/changes/timeline-span'

const PERIOD_MS = 300_000
/** Three hours of five minutes. */
const BUCKET_COUNT = 36

/** One bar of a chart. `period` is null before this process started. `from` is in ms. */
export type TimeBucket = { from: number; period: Period | null }

/** The buckets of the last three hours, up to and including the current period, and their span. */
export function timeBuckets({ periods, at }: Connection): { buckets: TimeBucket[]; span: Span } {
  const last = Date.parse(periods.at(-1)?.from ?? at)
  const byFrom = new Map(periods.map((period) => [Date.parse(period.from), period]))
  const buckets = Array.from({ length: BUCKET_COUNT }, (_, index): TimeBucket => {
    const from = last - (BUCKET_COUNT - 1 - index) * PERIOD_MS
    return { from, period: byFrom.get(from) ?? null }
  })
  return { buckets, span: { since: buckets[0]?.from ?? last, until: last + PERIOD_MS } }
}

export const outcomeGroups = ['answered', 'busy', 'fault', 'held'] as const

export const countCalls = (period: Period | null) =>
  period === null ? 0 : outcomeGroups.reduce((sum, group) => sum + period[group], 0)
