import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BUCKET_MS, createTimeBuckets, KEPT_BUCKETS } from './time-buckets'

const START = 1_800_000_000_000

it('keeps at most three hours without a gap', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 * BUCKET_MS })), (pauses) => {
      let time = START
      const buckets = createTimeBuckets(() => time)
      for (const pause of pauses) {
        time += pause
        buckets.record('answered', 1)
      }
      const starts = buckets.read().map(({ from }) => from)
      expect(starts.length).toBeLessThanOrEqual(KEPT_BUCKETS)
      for (const [index, start] of starts.entries()) {
        expect(start).toBe((starts[0] ?? 0) + index * BUCKET_MS)
      }
      expect(starts.at(-1)).toBe(Math.floor(time / BUCKET_MS) * BUCKET_MS)
    }),
  )
})
