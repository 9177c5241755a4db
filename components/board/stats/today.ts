import type { ChangeCounts } from '@/lib/shared/api/history-endpoints'

const HOUR_MS = 3_600_000

/** The calendar day of a time in the zone of the browser: 23 to 25 hours. */
export function localDay(now: number): { since: string; until: string } {
  const since = new Date(now)
  since.setHours(0, 0, 0, 0)
  const until = new Date(since)
  until.setDate(until.getDate() + 1)
  return { since: since.toISOString(), until: until.toISOString() }
}

export type HourBar = { from: number; console: number; external: number }

/** One bar for each hour of the day, also for those without a change. */
export function toBars(day: { since: string; until: string }, { hours }: ChangeCounts): HourBar[] {
  const since = Date.parse(day.since)
  const counts = new Map(hours.map((hour) => [Date.parse(hour.from), hour]))
  const length = Math.round((Date.parse(day.until) - since) / HOUR_MS)
  return Array.from({ length }, (_, at) => {
    const from = since + at * HOUR_MS
    const { console = 0, external = 0 } = counts.get(from) ?? {}
    return { from, console, external }
  })
}
