import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readClockOffset } from './clock-offset'

it('estimates the clock within half a second plus half of the call', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }),
      fc.integer({ min: -3_600_000, max: 3_600_000 }),
      fc.integer({ min: 0, max: 4_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (startedAt, aheadOfUs, ms, share) => {
        const date = new Date(startedAt + share * ms + aheadOfUs).toUTCString()
        const { aheadMs = 0, withinMs = 0 } = readClockOffset(date, startedAt, ms) ?? {}
        expect(Math.abs(aheadMs - aheadOfUs)).toBeLessThanOrEqual(withinMs + 1)
        expect(withinMs).toBeLessThanOrEqual(2_500)
      },
    ),
  )
})

it.each([undefined, '', 'yesterday'])('returns null for a header without a time (%s)', (date) => {
  expect(readClockOffset(date, 0, 10)).toBeNull()
})
