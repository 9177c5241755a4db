import type { HistoryQuery } from './history-filters'

/** From when to when a picture reaches, in epoch milliseconds. */
export type Span = { since: number; until: number }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Lengths of a picture, in milliseconds. */
export const RANGES = {
  hour: 60 * MINUTE,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
} as const
export type Range = keyof typeof RANGES
export const rangeNames = Object.keys(RANGES) as Range[]

/** The filtered span, or the last stretch of that length up to the end of this minute (`now` in epoch milliseconds). */
export function spanOf({ since, until }: HistoryQuery, range: Range, now: number): Span {
  const end = until ? Date.parse(until) : Math.ceil(now / MINUTE) * MINUTE
  return { since: since ? Date.parse(since) : end - RANGES[range], until: end }
}

/** The shortest length, of a day or more, in which the newest change (ISO 8601) still shows. */
export function rangeFor(newest: string | undefined, end: number): Range {
  const age = newest === undefined ? 0 : end - Date.parse(newest)
  return rangeNames.find((name) => name !== 'hour' && age < RANGES[name]) ?? 'year'
}
