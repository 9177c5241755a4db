import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { createStop } from './config-halt'

const wrongKey = new Problem('console.misconfigured', {
  params: { info: 'the words of the engine' },
})

function rig() {
  let now = 60_000
  const stop = createStop(() => now)
  return { stop, pass: (ms: number) => (now += ms), now: () => now }
}

describe('the stop', () => {
  it('says why, and lets nobody through for a minute', () => {
    const { stop, pass } = rig()
    expect(stop.refusal(false)).toBeNull()
    stop.wrong(wrongKey)
    pass(59_999)
    expect(stop.refusal(false)).toBe(wrongKey)
    pass(1)
    expect(stop.refusal(false)).toBeNull()
  })

  it('after a minute lets one call find out, and the others wait for what it finds', () => {
    const { stop, pass } = rig()
    stop.wrong(wrongKey)
    pass(60_000)
    stop.enter(false)
    expect(stop.refusal(false)).toBe(wrongKey)
    stop.wrong(wrongKey)
    pass(59_000)
    expect(stop.refusal(false)).toBe(wrongKey)
  })

  it('ends with the first good answer', () => {
    const { stop, pass, now } = rig()
    stop.wrong(wrongKey)
    pass(60_000)
    stop.enter(false)
    stop.fine(now())
    expect([stop.refusal(false), stop.state()]).toEqual([null, null])
  })

  it('is not ended by an answer to a call that left before it', () => {
    const { stop, now } = rig()
    const early = now()
    stop.wrong(wrongKey)
    stop.fine(early)
    expect(stop.refusal(false)).toBe(wrongKey)
  })

  it('lets an administrator test once meanwhile, and not again before the minute is over', () => {
    const { stop, pass } = rig()
    stop.wrong(wrongKey)
    pass(5_000)
    expect(stop.refusal(true)).toBeNull()
    stop.enter(true)
    expect([stop.refusal(true), stop.refusal(false)]).toEqual([wrongKey, wrongKey])
    stop.wrong(wrongKey)
    pass(59_999)
    expect(stop.refusal(true)).toBe(wrongKey)
    pass(1)
    expect(stop.refusal(true)).toBeNull()
  })

  it('makes at most two calls in any minute, whatever is asked and whoever tests', () => {
    const { stop, pass, now } = rig()
    stop.wrong(wrongKey)
    const calls: number[] = []
    for (let second = 0; second < 600; second++) {
      pass(1_000)
      for (const test of [true, false, true]) {
        if (stop.refusal(test)) continue
        stop.enter(test)
        stop.wrong(wrongKey)
        calls.push(now())
      }
    }
    for (const call of calls) {
      expect(
        calls.filter((other) => other >= call && other < call + 60_000).length,
      ).toBeLessThanOrEqual(2)
    }
  })

  it('remembers since when', () => {
    const { stop, pass, now } = rig()
    const began = now()
    stop.wrong(wrongKey)
    pass(60_000)
    stop.enter(false)
    stop.wrong(wrongKey)
    expect(stop.state()).toEqual({ problem: wrongKey, since: began, until: now() + 60_000 })
  })
})
