import { expect, it } from 'vitest'
import { RANGES, rangeFor, spanOf } from './timeline-span'

const NOW = Date.parse('2026-03-01T10:00:30.000Z')
const END = Date.parse('2026-03-01T10:01:00.000Z')

it('a picture reaches to the end of this minute, or as far as the filters say', () => {
  expect(spanOf({}, 'hour', NOW)).toEqual({ since: END - RANGES.hour, until: END })
  const since = '2026-02-01T00:00:00.000Z'
  const until = '2026-02-02T00:00:00.000Z'
  expect(spanOf({ since, until }, 'hour', NOW)).toEqual({
    since: Date.parse(since),
    until: Date.parse(until),
  })
  expect(spanOf({ until }, 'day', NOW)).toEqual({
    since: Date.parse(until) - RANGES.day,
    until: Date.parse(until),
  })
  expect(spanOf({ since }, 'day', NOW)).toEqual({ since: Date.parse(since), until: END })
})

it('a picture is as long as it takes to show the newest change', () => {
  const ago = (ms: number) => new Date(NOW - ms).toISOString()
  expect(rangeFor(undefined, NOW)).toBe('day')
  expect(rangeFor(ago(1), NOW)).toBe('day')
  expect(rangeFor(ago(RANGES.day), NOW)).toBe('week')
  expect(rangeFor(ago(RANGES.week), NOW)).toBe('month')
  expect(rangeFor(ago(RANGES.month), NOW)).toBe('year')
  expect(rangeFor(ago(RANGES.year * 3), NOW)).toBe('year')
})
