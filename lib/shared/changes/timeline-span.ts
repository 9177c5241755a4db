import type { HistoryQuery } from './history-filters'

/** The time span of a chart, in epoch milliseconds. */
export type Span = { since: number; until: number }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Selectable lengths, in milliseconds. */
export const RANGES = {
  hour: 60 * MINUTE,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
} as const
export type Range = keyof typeof RANGES
export const rangeNames = Object.keys(RANGES) as Range[]

/**
 * The filtered span, or the last `range` up to the end of this minute (`now` in epoch
 * milliseconds).
 */
export function toSpan({ since, until }: HistoryQuery, range: Range, now: number): Span {
  const end = until ? Date.parse(until) : Math.ceil(now / MINUTE) * MINUTE
  return { since: since ? Date.parse(since) : end - RANGES[range], until: end }
}

/** The shortest range of at least a day that contains the newest change (ISO 8601). */
export function shortestRangeFor(newestAt: string | undefined, end: number): Range {
  const age = newestAt === undefined ? 0 : end - Date.parse(newestAt)
  return rangeNames.find((name) => name !== 'hour' && age < RANGES[name]) ?? 'year'
}
