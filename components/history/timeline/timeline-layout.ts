import type { Mark, TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Span } from '@/lib/shared/changes/timeline-span'

/** One column of the timeline: its time span (ms) and the marks in it, oldest first. */
export type Column = Span & { marks: Mark[] }

/** Puts marks into `count` columns of equal length. The last one includes the end of the span. */
export function marksByColumn(
  marks: readonly Mark[],
  { since, until }: Span,
  count: number,
): Column[] {
  const step = (until - since) / count
  const columns = Array.from({ length: count }, (_, at): Column => {
    return { since: since + at * step, until: since + (at + 1) * step, marks: [] }
  })
  for (const mark of marks.toReversed()) {
    const at = Math.floor((Date.parse(mark.at) - since) / step)
    columns[Math.min(at, count - 1)]?.marks.push(mark)
  }
  return columns
}

/** The position and size of a time window on the timeline, in percent of its width. */
export function positionPercent(
  interval: { since: string; until: string },
  { since, until }: Span,
) {
  const percent = (at: string) => ((Date.parse(at) - since) / (until - since)) * 100
  const start = percent(interval.since)
  return { start, size: percent(interval.until) - start }
}

/** How long the room was watched, in ms. */
export function totalObservedMs(seen: NonNullable<TimelineData['seen']>): number {
  return seen.reduce((sum, { since, until }) => sum + Date.parse(until) - Date.parse(since), 0)
}
