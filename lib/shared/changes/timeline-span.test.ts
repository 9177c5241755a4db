import { expect, it } from 'vitest'
import { RANGES, shortestRangeFor, toSpan } from './timeline-span'

const NOW = Date.parse('2026-03-01T10:00:30.000Z')
const END = Date.parse('2026-03-01T10:01:00.000Z')

it('the span ends with this minute, or where the filter ends', () => {
  expect(toSpan({}, 'hour', NOW)).toEqual({ since: END - RANGES.hour, until: END })
  const since = '2026-02-01T00:00:00.000Z'
  const until = '2026-02-02T00:00:00.000Z'
  expect(toSpan({ since, until }, 'hour', NOW)).toEqual({
    since: Date.parse(since),
    until: Date.parse(until),
  })
  expect(toSpan({ until }, 'day', NOW)).toEqual({
    since: Date.parse(until) - RANGES.day,
    until: Date.parse(until),
  })
  expect(toSpan({ since }, 'day', NOW)).toEqual({ since: Date.parse(since), until: END })
})

it('the default range is long enough to show the newest change', () => {
  const ago = (ms: number) => new Date(NOW - ms).toISOString()
  expect(shortestRangeFor(undefined, NOW)).toBe('day')
  expect(shortestRangeFor(ago(1), NOW)).toBe('day')
  expect(shortestRangeFor(ago(RANGES.day), NOW)).toBe('week')
  expect(shortestRangeFor(ago(RANGES.week), NOW)).toBe('month')
  expect(shortestRangeFor(ago(RANGES.month), NOW)).toBe('year')
  expect(shortestRangeFor(ago(RANGES.year * 3), NOW)).toBe('year')
})
