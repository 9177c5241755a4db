import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBucket } from './bucket'
import { allowanceOf } from './limits'

/** A clock that is moved by hand. */
function rig(perSecond: number, burst: number) {
  let now = 5_000
  const bucket = createBucket({ perSecond, burst }, () => now)
  return { bucket, pass: (ms: number) => (now += ms), now: () => now }
}

const takeAll = ({ take }: { take(): boolean }, asked: number) =>
  Array.from({ length: asked }, () => take()).filter(Boolean).length

/** The most of `times` that fall into one second, its first and its last moment included. */
function mostInOneSecond(times: readonly number[]): number {
  let from = 0
  return times.reduce((most, time, at) => {
    while ((times[from] ?? time) < time - 1_000) from++
    return Math.max(most, at - from + 1)
  }, 0)
}

/** What happens to the limiter: time passes, so many calls ask at once, the engine says "too often". */
const happenings = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ pass: fc.double({ min: 0, max: 400, noNaN: true }) }) },
    { weight: 1, arbitrary: fc.record({ pass: fc.integer({ min: 0, max: 20_000 }) }) },
    { weight: 5, arbitrary: fc.record({ ask: fc.integer({ min: 1, max: 400 }) }) },
    { weight: 1, arbitrary: fc.constant({ slow: true }) },
  ),
  { maxLength: 200 },
)

describe('the limiter', () => {
  it('never lets more than its limit into any one second, whatever happens', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), happenings, (qps, steps) => {
        const allowance = allowanceOf('get_room_metadata', qps)
        const { bucket, pass, now } = rig(allowance.perSecond, allowance.burst)
        const taken: number[] = []
        for (const step of steps) {
          if ('pass' in step) pass(step.pass)
          else if ('slow' in step) bucket.slowDown()
          else for (let got = takeAll(bucket, step.ask); got > 0; got--) taken.push(now())
        }
        expect(mostInOneSecond(taken)).toBeLessThanOrEqual(allowance.perSecond + allowance.burst)
      }),
      { numRuns: 300 },
    )
  })

  it('stays below what the engine allows: 200 a second of each command, 10 of the room list', () => {
    for (let qps = 1; qps <= 160; qps++) {
      const usual = allowanceOf('set_room_metadata', qps)
      const list = allowanceOf('get_room_list', qps)
      expect(usual.perSecond + usual.burst).toBeLessThanOrEqual(180)
      expect(usual.burst).toBeLessThanOrEqual(40)
      expect(list.perSecond + list.burst).toBeLessThanOrEqual(9)
    }
  })

  it('keeps a busy caller at the limit, call after call', () => {
    const { bucket, pass } = rig(160, 20)
    let got = 0
    for (let ms = 0; ms < 10_000; ms++) {
      pass(1)
      got += takeAll(bucket, 3)
    }
    expect(got).toBe(1_600)
  })

  it('is empty at first, so that a restart is no burst', () => {
    const { bucket, pass } = rig(160, 20)
    expect(bucket.take()).toBe(false)
    expect(bucket.wait()).toBe(7)
    pass(7)
    expect([bucket.wait(), bucket.take(), bucket.take()]).toEqual([0, true, false])
  })

  it('after a long silence gives its burst and no more', () => {
    const { bucket, pass } = rig(160, 20)
    pass(60_000)
    expect(takeAll(bucket, 500)).toBe(20)
  })

  it('is half as fast for ten seconds after a rate code, and then as before', () => {
    const { bucket, pass } = rig(160, 20)
    pass(1_000)
    bucket.slowDown()
    expect([bucket.take(), bucket.perSecond()]).toEqual([false, 80])
    let got = 0
    for (let ms = 0; ms < 10_000; ms += 10) {
      pass(10)
      got += takeAll(bucket, 50)
    }
    expect([got, bucket.perSecond()]).toEqual([800, 160])
  })

  it('goes on being slow when the engine says so again', () => {
    const { bucket, pass } = rig(160, 20)
    bucket.slowDown()
    pass(9_000)
    bucket.slowDown()
    pass(9_000)
    expect(bucket.perSecond()).toBe(80)
    pass(1_001)
    expect(bucket.perSecond()).toBe(160)
  })
})
