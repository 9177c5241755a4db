import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLatencyHistogram } from './latency-histogram'

it('returns quantiles that are at most 10 % too high, and the exact maximum', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 8_000 }), { minLength: 1 }),
      fc.constantFrom(0.5, 0.95, 1),
      (durations, share) => {
        const latencies = createLatencyHistogram()
        for (const ms of durations) latencies.add(ms)
        const sorted = durations.toSorted((a, b) => a - b)
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0
        const quantile = latencies.quantile(share) ?? 0
        expect(quantile).toBeGreaterThanOrEqual(exact - 1)
        expect(quantile).toBeLessThanOrEqual(exact * 1.1 + 1)
        expect(latencies.max()).toBe(sorted.at(-1))
      },
    ),
  )
})
