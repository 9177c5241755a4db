import { describe, expect, it } from 'vitest'
import { createBreaker } from './breaker'

function rig() {
  let now = 60_000
  const breaker = createBreaker(() => now)
  /** Calls that leave and end in the same moment. */
  const calls = (amount: number, fault: boolean) => {
    for (let at = 0; at < amount; at++) {
      breaker.enter()
      breaker.heard(fault, now)
    }
  }
  return { breaker, calls, pass: (ms: number) => (now += ms), now: () => now }
}

describe('the breaker', () => {
  it('opens when half of at least twenty calls were faults', () => {
    const { breaker, calls } = rig()
    calls(10, false)
    calls(9, true)
    expect(breaker.allows()).toBe(true)
    calls(1, true)
    expect([breaker.allows(), breaker.state().open]).toEqual([false, true])
  })

  it('stays closed for nineteen faults in a row: an engine that is hardly asked tells nothing', () => {
    const { breaker, calls } = rig()
    calls(19, true)
    expect(breaker.allows()).toBe(true)
  })

  it('forgets what is older than thirty seconds', () => {
    const { breaker, calls, pass } = rig()
    calls(19, true)
    pass(30_000)
    calls(19, true)
    expect([breaker.allows(), breaker.state().calls]).toEqual([true, 19])
  })

  it('lets one call find out every five seconds', () => {
    const { breaker, calls, pass } = rig()
    calls(20, true)
    pass(4_999)
    expect(breaker.allows()).toBe(false)
    pass(1)
    expect(breaker.allows()).toBe(true)
    breaker.enter()
    expect(breaker.allows()).toBe(false)
    // A probe that is never heard of again does not close the way for good.
    pass(5_000)
    expect(breaker.allows()).toBe(true)
  })

  it('closes with the first answer, and begins to count anew', () => {
    const { breaker, calls, pass, now } = rig()
    calls(20, true)
    pass(5_000)
    breaker.enter()
    pass(20)
    breaker.heard(false, now() - 20)
    expect(breaker.state()).toEqual({ open: false, until: null, calls: 0, faults: 0 })
    calls(19, true)
    expect(breaker.allows()).toBe(true)
  })

  it('stays open for five more seconds when the probe fails', () => {
    const { breaker, calls, pass, now } = rig()
    calls(20, true)
    pass(5_000)
    breaker.enter()
    pass(4_000)
    breaker.heard(true, now() - 4_000)
    pass(4_999)
    expect(breaker.allows()).toBe(false)
    pass(1)
    expect(breaker.allows()).toBe(true)
  })

  it('takes no answer for a sign that was asked for before it opened', () => {
    const { breaker, calls, pass, now } = rig()
    const early = now()
    calls(20, true)
    pass(100)
    breaker.heard(false, early)
    expect(breaker.allows()).toBe(false)
  })

  it('closes when a save, which it does not hold back, is answered', () => {
    const { breaker, calls, pass, now } = rig()
    calls(20, true)
    pass(300)
    breaker.heard(false, now() - 100)
    expect(breaker.allows()).toBe(true)
  })
})
