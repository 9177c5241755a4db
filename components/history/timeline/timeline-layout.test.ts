import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Mark } from '@/lib/shared/api/history-endpoints'
import { marksByColumn, positionPercent, totalObservedMs } from './timeline-layout'

const START = Date.parse('2026-03-01T10:00:00.000Z')
const iso = (ms: number) => new Date(START + ms).toISOString()
const mark = (ms: number): Mark => ({
  id: `${ms}`,
  at: iso(ms),
  source: 'console',
  outcome: 'applied',
})
const span = { since: START, until: START + 1000 }

it('puts every mark into the column of its time, oldest first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1000 })),
      fc.integer({ min: 1, max: 60 }),
      (times, count) => {
        const newestFirst = times.toSorted((a, b) => b - a).map(mark)
        const columns = marksByColumn(newestFirst, span, count)
        expect(columns).toHaveLength(count)
        expect(columns.flatMap(({ marks }) => marks)).toEqual(newestFirst.toReversed())
        for (const { since, until, marks } of columns) {
          for (const { at } of marks) {
            expect(Date.parse(at)).toBeGreaterThanOrEqual(Math.floor(since))
            expect(Date.parse(at)).toBeLessThanOrEqual(Math.ceil(until))
          }
        }
      },
    ),
  )
})

it('positions a window by its share of the span', () => {
  expect(positionPercent({ since: iso(250), until: iso(500) }, span)).toEqual({
    start: 25,
    size: 25,
  })
})

it('adds up the observed windows', () => {
  const seen = [
    { since: iso(0), until: iso(100) },
    { since: iso(500), until: iso(750) },
  ]
  expect(totalObservedMs(seen)).toBe(350)
})
