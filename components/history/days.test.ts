import { expect, it } from 'vitest'
import { byDay, dayOf } from './days'

it('a moment belongs to the day of the reader’s zone', () => {
  const at = '2026-03-01T18:30:00.000Z'
  expect(dayOf(at, 'UTC')).toBe('2026-03-01')
  expect(dayOf(at, 'Asia/Shanghai')).toBe('2026-03-02')
  expect(dayOf(at, 'America/Los_Angeles')).toBe('2026-03-01')
})

it('things are parted by day and stay in their order', () => {
  const items = ['2026-03-02T01:00Z', '2026-03-01T23:00Z', '2026-03-01T15:00Z'].map((at) => ({
    at,
  }))
  const days = (zone: string) => byDay(items, zone).map(({ day, items }) => [day, items.length])
  expect(days('UTC')).toEqual([
    ['2026-03-02', 1],
    ['2026-03-01', 2],
  ])
  expect(days('Asia/Shanghai')).toEqual([
    ['2026-03-02', 2],
    ['2026-03-01', 1],
  ])
  expect(byDay([], 'UTC')).toEqual([])
})
