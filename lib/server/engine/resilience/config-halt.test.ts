import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { createConfigHalt } from './config-halt'

const wrongKey = new Problem('console.misconfigured', {
  params: { info: 'text of the Live service' },
})

function setUp() {
  let now = 60_000
  const halt = createConfigHalt(() => now)
  return { halt, advance: (ms: number) => (now += ms), now: () => now }
}

describe('the configuration halt', () => {
  it('refuses all calls for a minute, with the reason', () => {
    const { halt, advance } = setUp()
    expect(halt.findRefusal(false)).toBeNull()
    halt.trip(wrongKey)
    advance(59_999)
    expect(halt.findRefusal(false)).toBe(wrongKey)
    advance(1)
    expect(halt.findRefusal(false)).toBeNull()
  })

  it('allows one probe after a minute and refuses the others until it ends', () => {
    const { halt, advance } = setUp()
    halt.trip(wrongKey)
    advance(60_000)
    halt.recordStart(false)
    expect(halt.findRefusal(false)).toBe(wrongKey)
    halt.trip(wrongKey)
    advance(59_000)
    expect(halt.findRefusal(false)).toBe(wrongKey)
  })

  it('ends with the first good reply', () => {
    const { halt, advance, now } = setUp()
    halt.trip(wrongKey)
    advance(60_000)
    halt.recordStart(false)
    halt.reset(now())
    expect([halt.findRefusal(false), halt.state()]).toEqual([null, null])
  })

  it('ignores the reply to a call from before the halt', () => {
    const { halt, now } = setUp()
    const startedAt = now()
    halt.trip(wrongKey)
    halt.reset(startedAt)
    expect(halt.findRefusal(false)).toBe(wrongKey)
  })

  it('allows an administrator one test per minute', () => {
    const { halt, advance } = setUp()
    halt.trip(wrongKey)
    advance(5_000)
    expect(halt.findRefusal(true)).toBeNull()
    halt.recordStart(true)
    expect([halt.findRefusal(true), halt.findRefusal(false)]).toEqual([wrongKey, wrongKey])
    halt.trip(wrongKey)
    advance(59_999)
    expect(halt.findRefusal(true)).toBe(wrongKey)
    advance(1)
    expect(halt.findRefusal(true)).toBeNull()
  })

  it('allows at most two calls in any minute, tests included', () => {
    const { halt, advance, now } = setUp()
    halt.trip(wrongKey)
    const calls: number[] = []
    for (let second = 0; second < 600; second++) {
      advance(1_000)
      for (const isTest of [true, false, true]) {
        if (halt.findRefusal(isTest)) continue
        halt.recordStart(isTest)
        halt.trip(wrongKey)
        calls.push(now())
      }
    }
    for (const call of calls) {
      expect(
        calls.filter((other) => other >= call && other < call + 60_000).length,
      ).toBeLessThanOrEqual(2)
    }
  })

  it('reports when it started', () => {
    const { halt, advance, now } = setUp()
    const since = now()
    halt.trip(wrongKey)
    advance(60_000)
    halt.recordStart(false)
    halt.trip(wrongKey)
    expect(halt.state()).toEqual({ problem: wrongKey, since, until: now() + 60_000 })
  })
})
