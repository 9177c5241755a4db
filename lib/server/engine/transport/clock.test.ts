import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readClock } from './clock'

it('the engine’s clock is where its header says, to within half a second and half the call', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }),
      fc.integer({ min: -3_600_000, max: 3_600_000 }),
      fc.integer({ min: 0, max: 4_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (startedAt, ahead, ms, when) => {
        const date = new Date(startedAt + when * ms + ahead).toUTCString()
        const { aheadMs = 0, withinMs = 0 } = readClock(date, startedAt, ms) ?? {}
        expect(Math.abs(aheadMs - ahead)).toBeLessThanOrEqual(withinMs + 1)
        expect(withinMs).toBeLessThanOrEqual(2_500)
      },
    ),
  )
})

it.each([undefined, '', 'yesterday'])('a header that tells no time (%s) tells nothing', (date) => {
  expect(readClock(date, 0, 10)).toBeNull()
})
