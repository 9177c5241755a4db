import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCallWindow } from './call-window'

/** A window of five calls whose clock only moves with `advance`. */
function setUp(size = 5) {
  let time = 1_000
  const window = createCallWindow(size, () => time)
  return { window, advance: (ms: number) => (time += ms), now: () => time }
}

describe('the call window', () => {
  it('is full when its calls are on their way', () => {
    const { window, advance } = setUp()
    for (let i = 0; i < 5; i++) expect(window.enter()).toBe(true)
    advance(60_000)
    expect([window.enter(), window.msUntilFree()]).toEqual([false, Number.POSITIVE_INFINITY])
  })

  it('keeps the place of a call for one second after its end', () => {
    const { window, advance } = setUp(1)
    window.enter()
    advance(300)
    window.leave(true)
    expect([window.enter(), window.msUntilFree()]).toEqual([false, 1_000])
    advance(999)
    expect([window.enter(), window.msUntilFree()]).toEqual([false, 1])
    advance(1)
    expect([window.msUntilFree(), window.enter()]).toEqual([0, true])
  })

  it('frees the place of a call that was not sent at once', () => {
    const { window } = setUp(1)
    window.enter()
    window.leave(false)
    expect([window.msUntilFree(), window.enter()]).toEqual([0, true])
  })

  it('never lets more calls arrive in any second than it has places, however long they take', () => {
    const step = fc.oneof(
      fc.record({ advance: fc.integer({ min: 0, max: 700 }) }),
      fc.record({ enter: fc.integer({ min: 1, max: 8 }), isCountedLate: fc.boolean() }),
      fc.record({ leave: fc.integer({ min: 1, max: 8 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { window, advance, now } = setUp()
        // The Live service counts a call when it leaves here or when it ends here.
        const running: boolean[] = []
        const arrivals: number[] = []
        for (const next of steps) {
          if ('advance' in next) advance(next.advance)
          else if ('enter' in next) {
            for (let i = 0; i < next.enter && window.enter(); i++) {
              running.push(next.isCountedLate)
              if (!next.isCountedLate) arrivals.push(now())
            }
          } else {
            for (const isCountedLate of running.splice(0, next.leave)) {
              window.leave(true)
              if (isCountedLate) arrivals.push(now())
            }
          }
        }
        for (const from of arrivals) {
          const inOneSecond = arrivals.filter((at) => at >= from && at < from + 1_000)
          expect(inOneSecond.length).toBeLessThanOrEqual(5)
        }
      }),
      { numRuns: 300 },
    )
  })
})
