import { afterEach, expect, it, vi } from 'vitest'
import { localDay, toBars } from './today'

afterEach(() => vi.unstubAllEnvs())

const hoursOf = ({ since, until }: ReturnType<typeof localDay>) =>
  (Date.parse(until) - Date.parse(since)) / 3_600_000

it.each([
  ['Asia/Shanghai', '2026-11-29T16:30:00Z', '2026-11-29T16:00:00.000Z', 24],
  ['America/New_York', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00.000Z', 25],
  ['America/New_York', '2026-03-08T12:00:00Z', '2026-03-08T05:00:00.000Z', 23],
])('a day in %s with the time %s starts at %s and has %i hours', (zone, now, since, hours) => {
  vi.stubEnv('TZ', zone)
  const day = localDay(Date.parse(now))
  expect([day.since, hoursOf(day)]).toEqual([since, hours])
  expect(toBars(day, { hours: [] })).toHaveLength(hours)
})

it('gives each hour its own bar', () => {
  const day = { since: '2026-01-01T00:00:00.000Z', until: '2026-01-02T00:00:00.000Z' }
  const hours = [{ from: '2026-01-01T02:00:00.000Z', console: 3, external: 1 }]
  const bars = toBars(day, { hours })
  expect(
    bars.flatMap((bar, at) => (bar.console > 0 ? [[at, bar.console, bar.external]] : [])),
  ).toEqual([[2, 3, 1]])
})
