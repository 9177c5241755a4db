import { describe, expect, it } from 'vitest'
import { createCircuitBreaker } from './circuit-breaker'

function setUp() {
  let now = 60_000
  const breaker = createCircuitBreaker(() => now)
  /** Makes calls that start and end at the same moment. */
  const makeCalls = (count: number, isFault: boolean) => {
    for (let i = 0; i < count; i++) {
      breaker.recordStart()
      breaker.recordEnd(isFault, now)
    }
  }
  return { breaker, makeCalls, advance: (ms: number) => (now += ms), now: () => now }
}

describe('the circuit breaker', () => {
  it('opens when half of at least twenty calls are faults', () => {
    const { breaker, makeCalls } = setUp()
    makeCalls(10, false)
    makeCalls(9, true)
    expect(breaker.canCall()).toBe(true)
    makeCalls(1, true)
    expect([breaker.canCall(), breaker.state().open]).toEqual([false, true])
  })

  it('stays closed after nineteen faults, because so few calls prove nothing', () => {
    const { breaker, makeCalls } = setUp()
    makeCalls(19, true)
    expect(breaker.canCall()).toBe(true)
  })

  it('ignores calls that are older than thirty seconds', () => {
    const { breaker, makeCalls, advance } = setUp()
    makeCalls(19, true)
    advance(30_000)
    makeCalls(19, true)
    expect([breaker.canCall(), breaker.state().calls]).toEqual([true, 19])
  })

  it('allows one probe every five seconds while open', () => {
    const { breaker, makeCalls, advance } = setUp()
    makeCalls(20, true)
    advance(4_999)
    expect(breaker.canCall()).toBe(false)
    advance(1)
    expect(breaker.canCall()).toBe(true)
    breaker.recordStart()
    expect(breaker.canCall()).toBe(false)
    // A probe that never ends does not block later ones.
    advance(5_000)
    expect(breaker.canCall()).toBe(true)
  })

  it('closes with the first reply and starts to count from zero', () => {
    const { breaker, makeCalls, advance, now } = setUp()
    makeCalls(20, true)
    advance(5_000)
    breaker.recordStart()
    advance(20)
    breaker.recordEnd(false, now() - 20)
    expect(breaker.state()).toEqual({ open: false, until: null, calls: 0, faults: 0 })
    makeCalls(19, true)
    expect(breaker.canCall()).toBe(true)
  })

  it('stays open for five more seconds after a failed probe', () => {
    const { breaker, makeCalls, advance, now } = setUp()
    makeCalls(20, true)
    advance(5_000)
    breaker.recordStart()
    advance(4_000)
    breaker.recordEnd(true, now() - 4_000)
    advance(4_999)
    expect(breaker.canCall()).toBe(false)
    advance(1)
    expect(breaker.canCall()).toBe(true)
  })

  it('ignores the reply to a call from before it opened', () => {
    const { breaker, makeCalls, advance, now } = setUp()
    const startedAt = now()
    makeCalls(20, true)
    advance(100)
    breaker.recordEnd(false, startedAt)
    expect(breaker.canCall()).toBe(false)
  })

  it('closes with the reply to a save in flight, which it does not hold back', () => {
    const { breaker, makeCalls, advance, now } = setUp()
    makeCalls(20, true)
    advance(300)
    breaker.recordEnd(false, now() - 100)
    expect(breaker.canCall()).toBe(true)
  })
})
