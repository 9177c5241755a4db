import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLine, MOST_WAITING, type Turn } from './request-queue'

const QPS = 160
const READ = 'get_room_metadata'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A line that keeps what became of each call: who, whether it left, and when it asked and was told (ms). */
function rig(qps = QPS) {
  const line = createLine(qps, () => Date.now())
  const told: { by: string; left: boolean; askedAt: number; at: number }[] = []
  const ask = (
    by: string,
    more: Partial<Turn> = {},
    command: 'set_room_metadata' | typeof READ = READ,
  ) => {
    const askedAt = Date.now()
    const turn = line.turn(command, { by, patienceMs: 1_000, ...more })
    return turn.then((left) => void told.push({ by, left, askedAt, at: Date.now() }))
  }
  const of = (by: string) => told.filter((call) => call.by === by)
  const left = (by: string) => of(by).filter((call) => call.left)
  return { line, told, ask, of, left }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const waits = (calls: { askedAt: number; at: number }[]) =>
  calls.map(({ askedAt, at }) => at - askedAt).sort((a, b) => a - b)

describe('the waiting line', () => {
  it('lets everybody through who comes slower than the limit, and nobody waits to speak of', async () => {
    const { ask, told } = rig()
    await pass(1_000)
    for (let at = 0; at < 100; at++) {
      ask('ada')
      await pass(10)
    }
    expect(told.every(({ left }) => left)).toBe(true)
    expect(waits(told).at(-1)).toBe(0)
  })

  it('serves two people in turn, however many calls one of them has in it', async () => {
    const { ask, told } = rig()
    for (let at = 0; at < 100; at++) ask('ada')
    for (let at = 0; at < 5; at++) ask('ben')
    await pass(100)
    expect(told.slice(0, 10).map(({ by }) => by)).toEqual(
      Array.from({ length: 5 }, () => ['ada', 'ben']).flat(),
    )
  })

  it('is first come, first served within one person', async () => {
    const { line } = rig()
    const order: number[] = []
    for (let at = 0; at < 20; at++) {
      line.turn(READ, { by: 'ada', patienceMs: 1_000 }).then(() => order.push(at))
    }
    await pass(500)
    expect(order).toEqual(Array.from({ length: 20 }, (_, at) => at))
  })

  it('has 200 places: then the newest call of who has most in it is refused at once', async () => {
    const { ask, of, line } = rig()
    for (let at = 0; at < MOST_WAITING; at++) ask('ada')
    ask('ben')
    await pass(0)
    expect([of('ada').length, of('ada')[0]?.left, of('ben').length]).toEqual([1, false, 0])
    expect(line.waiting()).toBe(MOST_WAITING)
  })

  it('refuses after a second of waiting, and not later', async () => {
    const { ask, of, left } = rig()
    for (let at = 0; at < 190; at++) ask('ada')
    await pass(999)
    expect(of('ada')).toHaveLength(left('ada').length)
    await pass(1)
    expect(of('ada')).toHaveLength(190)
    expect(of('ada').every(({ at, askedAt }) => at - askedAt <= 1_000)).toBe(true)
  })

  it('lets a save that has begun go before everybody, and never refuses it', async () => {
    const { ask, of, told } = rig()
    for (let at = 0; at < MOST_WAITING; at++) ask('ada')
    for (let at = 0; at < 20; at++) ask('ben', { begun: true, patienceMs: 9_000 })
    await pass(150)
    expect(told.slice(0, 20).map(({ by }) => by)).toEqual(Array(20).fill('ben'))
    expect(of('ben').every(({ left }) => left)).toBe(true)
  })

  it('ends the wait of a save that has begun with its deadline', async () => {
    const { ask, of, line } = rig(1)
    ask('ada', { begun: true, patienceMs: 9_000 })
    ask('ada', { begun: true, patienceMs: 300 })
    await pass(300)
    expect(of('ada').map(({ left, at, askedAt }) => [left, at - askedAt])).toEqual([[false, 300]])
    expect(line.waiting()).toBe(1)
  })

  it('keeps commands apart: reads that wait do not hold up a write', async () => {
    const { ask, of } = rig()
    for (let at = 0; at < 100; at++) ask('ada')
    ask('ben', {}, 'set_room_metadata')
    await pass(10)
    expect(of('ben').map(({ left }) => left)).toEqual([true])
  })
})

it('under five times the limit from one person another one’s calls all leave, and soon', async () => {
  const { ask, of, left, told } = rig()
  for (let ms = 0; ms < 10_000; ms += 10) {
    // 800 a second, in gusts.
    for (let at = 0; at < 8; at++) ask('flood')
    if (ms % 250 === 0) ask('ben')
    await pass(10)
  }
  await pass(1_000)
  expect(of('ben')).toHaveLength(40)
  expect(left('ben')).toHaveLength(40)
  expect(waits(of('ben')).at(-1)).toBeLessThanOrEqual(20)
  // What the other one leaves is the flood's, to the full.
  expect(left('ben').length + left('flood').length).toBeGreaterThan(160 * 10 - 10)
  expect(of('flood').length - left('flood').length).toBeGreaterThan(600 * 10)
  expect(told.every(({ at, askedAt }) => at - askedAt <= 1_000)).toBe(true)
})

it('whoever asks, whenever: every call is answered, and none leaves beyond the limit', async () => {
  const gust = fc.record({
    by: fc.constantFrom('ada', 'ben', 'cyd'),
    calls: fc.integer({ min: 1, max: 60 }),
    begun: fc.boolean(),
    pause: fc.integer({ min: 0, max: 500 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(gust, { maxLength: 30 }), async (gusts) => {
      const { ask, told, line } = rig()
      let asked = 0
      for (const { by, calls, begun, pause } of gusts) {
        for (let at = 0; at < calls; at++) ask(by, { begun, patienceMs: begun ? 9_000 : 1_000 })
        asked += calls
        await pass(pause)
      }
      await pass(10_000)
      expect([told.length, line.waiting()]).toEqual([asked, 0])
      const times = told.flatMap(({ left, at }) => (left ? [at] : []))
      for (const time of times) {
        const inOneSecond = times.filter((other) => other >= time && other <= time + 1_000)
        expect(inOneSecond.length).toBeLessThanOrEqual(180)
      }
    }),
    { numRuns: 40 },
  )
})
