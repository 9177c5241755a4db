import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rateLimitFor } from './rate-limits'
import { createTokenBucket, type TokenBucket } from './token-bucket'

/** Creates a bucket whose clock only moves with `advance`. */
function setUp(perSecond: number, burst: number) {
  let now = 5_000
  const bucket = createTokenBucket({ perSecond, burst }, () => now)
  return { bucket, advance: (ms: number) => (now += ms), now: () => now }
}

const takeTokens = (bucket: TokenBucket, count: number) =>
  Array.from({ length: count }, () => bucket.takeToken()).filter(Boolean).length

/** The largest number of `times` within any second, both ends included. */
function mostInOneSecond(times: readonly number[]): number {
  let from = 0
  return times.reduce((most, time, index) => {
    while ((times[from] ?? time) < time - 1_000) from++
    return Math.max(most, index - from + 1)
  }, 0)
}

/**
 * Time passes, a number of calls want a token at once, or the Live service replies with a
 * rate-limit code.
 */
const eventSequences = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ advance: fc.double({ min: 0, max: 400, noNaN: true }) }) },
    { weight: 1, arbitrary: fc.record({ advance: fc.integer({ min: 0, max: 20_000 }) }) },
    { weight: 5, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 400 }) }) },
    { weight: 1, arbitrary: fc.constant({ slow: true }) },
  ),
  { maxLength: 200 },
)

describe('the token bucket', () => {
  it('never gives more tokens than its limit within any second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), eventSequences, (qps, steps) => {
        const limit = rateLimitFor('get_room_metadata', qps)
        const { bucket, advance, now } = setUp(limit.perSecond, limit.burst)
        const taken: number[] = []
        for (const step of steps) {
          if ('advance' in step) advance(step.advance)
          else if ('slow' in step) bucket.slowDown()
          else for (let n = takeTokens(bucket, step.take); n > 0; n--) taken.push(now())
        }
        expect(mostInOneSecond(taken)).toBeLessThanOrEqual(limit.perSecond + limit.burst)
      }),
      { numRuns: 300 },
    )
  })

  it('stays below the limits of the Live service: 200 a second, 10 for the room list', () => {
    for (let qps = 1; qps <= 160; qps++) {
      const usual = rateLimitFor('set_room_metadata', qps)
      const list = rateLimitFor('get_room_list', qps)
      expect(usual.perSecond + usual.burst).toBeLessThanOrEqual(180)
      expect(usual.burst).toBeLessThanOrEqual(40)
      expect(list.perSecond + list.burst).toBeLessThanOrEqual(9)
    }
  })

  it('holds constant demand exactly at the limit', () => {
    const { bucket, advance } = setUp(160, 20)
    let got = 0
    for (let ms = 0; ms < 10_000; ms++) {
      advance(1)
      got += takeTokens(bucket, 3)
    }
    expect(got).toBe(1_600)
  })

  it('starts empty, so that a restart causes no burst', () => {
    const { bucket, advance } = setUp(160, 20)
    expect(bucket.takeToken()).toBe(false)
    expect(bucket.msUntilToken()).toBe(7)
    advance(7)
    expect([bucket.msUntilToken(), bucket.takeToken(), bucket.takeToken()]).toEqual([
      0,
      true,
      false,
    ])
  })

  it('gives at most its burst after a long pause', () => {
    const { bucket, advance } = setUp(160, 20)
    advance(60_000)
    expect(takeTokens(bucket, 500)).toBe(20)
  })

  it('halves its rate for ten seconds after a rate-limit code', () => {
    const { bucket, advance } = setUp(160, 20)
    advance(1_000)
    bucket.slowDown()
    expect([bucket.takeToken(), bucket.perSecond()]).toEqual([false, 80])
    let got = 0
    for (let ms = 0; ms < 10_000; ms += 10) {
      advance(10)
      got += takeTokens(bucket, 50)
    }
    expect([got, bucket.perSecond()]).toEqual([800, 160])
  })

  it('stays slow when another rate-limit code follows', () => {
    const { bucket, advance } = setUp(160, 20)
    bucket.slowDown()
    advance(9_000)
    bucket.slowDown()
    advance(9_000)
    expect(bucket.perSecond()).toBe(80)
    advance(1_001)
    expect(bucket.perSecond()).toBe(160)
  })
})
