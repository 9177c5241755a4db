import { expect, it } from 'vitest'
import { calendarDay, groupByDay } from './calendar-days'

it('uses the day of the given time zone', () => {
  const at = '2026-03-01T18:30:00.000Z'
  expect(calendarDay(at, 'UTC')).toBe('2026-03-01')
  expect(calendarDay(at, 'Asia/Shanghai')).toBe('2026-03-02')
  expect(calendarDay(at, 'America/Los_Angeles')).toBe('2026-03-01')
})

it('groups items by day and keeps their order', () => {
  const items = ['2026-03-02T01:00Z', '2026-03-01T23:00Z', '2026-03-01T15:00Z'].map((at) => ({
    at,
  }))
  const days = (timeZone: string) =>
    groupByDay(items, timeZone).map(({ day, items }) => [day, items.length])
  expect(days('UTC')).toEqual([
    ['2026-03-02', 1],
    ['2026-03-01', 2],
  ])
  expect(days('Asia/Shanghai')).toEqual([
    ['2026-03-02', 2],
    ['2026-03-01', 1],
  ])
  expect(groupByDay([], 'UTC')).toEqual([])
})
