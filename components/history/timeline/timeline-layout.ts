import type { Mark, TimelineData } from '@/lib/shared/api/history-endpoints'
import type { Span } from '@/lib/shared/changes/timeline-span'

/** One column of a picture: a stretch of the span with the marks in it, oldest first. */
export type Column = Span & { marks: Mark[] }

/** The marks in columns of equal length; a mark at the very end belongs to the last one. */
export function columnsOf(marks: readonly Mark[], { since, until }: Span, count: number): Column[] {
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

/** Where on a picture a stretch lies, in percent of its width. */
export function placeOf(stretch: { since: string; until: string }, { since, until }: Span) {
  const percent = (at: string) => ((Date.parse(at) - since) / (until - since)) * 100
  const start = percent(stretch.since)
  return { start, size: percent(stretch.until) - start }
}

/** Milliseconds in which somebody had the room open. */
export function seenMs(seen: NonNullable<TimelineData['seen']>): number {
  return seen.reduce((sum, { since, until }) => sum + Date.parse(until) - Date.parse(since), 0)
}
