import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRequestQueue, MAX_WAITING, type QueuedCall } from './request-queue'

const QPS = 160
const READ = 'get_room_metadata'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/**
 * Creates a queue that records of each call who made it, whether it was sent, and its times in ms.
 */
function setUp(qps = QPS) {
  const queue = createRequestQueue(qps, () => Date.now())
  const ended: { requester: string; isSent: boolean; startedAt: number; endedAt: number }[] = []
  const call = (
    requester: string,
    options: Partial<QueuedCall> = {},
    command: 'set_room_metadata' | typeof READ = READ,
  ) => {
    const startedAt = Date.now()
    const turn = queue.waitForTurn(command, { requester, maxWaitMs: 1_000, ...options })
    return turn.then((granted) => {
      ended.push({ requester, isSent: granted !== null, startedAt, endedAt: Date.now() })
      granted?.end(true)
    })
  }
  const endedOf = (requester: string) => ended.filter((one) => one.requester === requester)
  const sentOf = (requester: string) => endedOf(requester).filter(({ isSent }) => isSent)
  return { queue, ended, call, endedOf, sentOf }
}

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const waitTimes = (calls: { startedAt: number; endedAt: number }[]) =>
  calls.map(({ startedAt, endedAt }) => endedAt - startedAt).sort((a, b) => a - b)

describe('the request queue', () => {
  it('sends every call without a wait while calls stay below the limit', async () => {
    const { call, ended } = setUp()
    await advance(1_000)
    for (let i = 0; i < 100; i++) {
      call('ada')
      await advance(10)
    }
    expect(ended.every(({ isSent }) => isSent)).toBe(true)
    expect(waitTimes(ended).at(-1)).toBe(0)
  })

  it('alternates between two requesters, however many calls one of them has', async () => {
    const { call, ended } = setUp()
    for (let i = 0; i < 100; i++) call('ada')
    for (let i = 0; i < 5; i++) call('ben')
    await advance(100)
    expect(ended.slice(0, 10).map(({ requester }) => requester)).toEqual(
      Array.from({ length: 5 }, () => ['ada', 'ben']).flat(),
    )
  })

  it('serves background calls only while nothing else waits', async () => {
    const { call, ended } = setUp()
    for (let i = 0; i < 5; i++) call('sweep', { isBackground: true, maxWaitMs: 5_000 })
    for (let i = 0; i < 50; i++) call('ada')
    await advance(1_000)
    expect(ended.slice(0, 50).every(({ requester }) => requester === 'ada')).toBe(true)
    expect(ended.slice(50).map(({ isSent }) => isSent)).toEqual([true, true, true, true, true])
  })

  it('drops background calls first when it is full', async () => {
    const { call, ended } = setUp(1)
    for (let i = 0; i < 10; i++) call('sweep', { isBackground: true })
    for (let i = 0; i < MAX_WAITING; i++) call('ada')
    await advance(0)
    expect(ended.map(({ requester }) => requester)).toEqual(Array(10).fill('sweep'))
    call('ben')
    await advance(0)
    expect(ended.at(-1)?.requester).toBe('ada')
  })

  it('serves the calls of one requester in their order', async () => {
    const { queue } = setUp()
    const order: number[] = []
    for (let i = 0; i < 20; i++) {
      queue.waitForTurn(READ, { requester: 'ada', maxWaitMs: 1_000 }).then(() => order.push(i))
    }
    await advance(500)
    expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i))
  })

  it('drops the newest call of the busiest requester when 200 calls wait', async () => {
    const { call, endedOf, queue } = setUp()
    for (let i = 0; i < MAX_WAITING; i++) call('ada')
    call('ben')
    await advance(0)
    expect([endedOf('ada').length, endedOf('ada')[0]?.isSent, endedOf('ben').length]).toEqual([
      1,
      false,
      0,
    ])
    expect(queue.countWaiting()).toBe(MAX_WAITING)
  })

  it('refuses a call after exactly one second of waiting', async () => {
    const { call, endedOf, sentOf } = setUp()
    for (let i = 0; i < 190; i++) call('ada')
    await advance(999)
    expect(endedOf('ada')).toHaveLength(sentOf('ada').length)
    await advance(1)
    expect(endedOf('ada')).toHaveLength(190)
    expect(endedOf('ada').every(({ endedAt, startedAt }) => endedAt - startedAt <= 1_000)).toBe(
      true,
    )
  })

  it('serves a save in flight before all others and never drops it', async () => {
    const { call, endedOf, ended } = setUp()
    for (let i = 0; i < MAX_WAITING; i++) call('ada')
    for (let i = 0; i < 20; i++) call('ben', { isSaveInFlight: true, maxWaitMs: 9_000 })
    await advance(150)
    expect(ended.slice(0, 20).map(({ requester }) => requester)).toEqual(Array(20).fill('ben'))
    expect(endedOf('ben').every(({ isSent }) => isSent)).toBe(true)
  })

  it('refuses a save in flight at its deadline', async () => {
    const { call, endedOf, queue } = setUp(1)
    call('ada', { isSaveInFlight: true, maxWaitMs: 9_000 })
    call('ada', { isSaveInFlight: true, maxWaitMs: 300 })
    await advance(300)
    expect(
      endedOf('ada').map(({ isSent, endedAt, startedAt }) => [isSent, endedAt - startedAt]),
    ).toEqual([[false, 300]])
    expect(queue.countWaiting()).toBe(1)
  })

  it('does not let waiting reads delay a write', async () => {
    const { call, endedOf } = setUp()
    for (let i = 0; i < 100; i++) call('ada')
    call('ben', {}, 'set_room_metadata')
    await advance(10)
    expect(endedOf('ben').map(({ isSent }) => isSent)).toEqual([true])
  })
})

it('serves others within 20 ms while one requester makes five times the calls allowed', async () => {
  const { call, endedOf, sentOf, ended } = setUp()
  for (let ms = 0; ms < 10_000; ms += 10) {
    // 800 calls a second in bursts.
    for (let i = 0; i < 8; i++) call('flood')
    if (ms % 250 === 0) call('ben')
    await advance(10)
  }
  await advance(1_000)
  expect(endedOf('ben')).toHaveLength(40)
  expect(sentOf('ben')).toHaveLength(40)
  expect(waitTimes(endedOf('ben')).at(-1)).toBeLessThanOrEqual(20)
  // The flood gets the whole rest of the limit.
  expect(sentOf('ben').length + sentOf('flood').length).toBeGreaterThan(160 * 10 - 10)
  expect(endedOf('flood').length - sentOf('flood').length).toBeGreaterThan(600 * 10)
  expect(ended.every(({ endedAt, startedAt }) => endedAt - startedAt <= 1_000)).toBe(true)
})

it('ends every call and never exceeds the limit, for any mix of requesters and times', async () => {
  const burst = fc.record({
    requester: fc.constantFrom('ada', 'ben', 'cyd'),
    calls: fc.integer({ min: 1, max: 60 }),
    isSaveInFlight: fc.boolean(),
    pauseMs: fc.integer({ min: 0, max: 500 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { maxLength: 30 }), async (bursts) => {
      const { call, ended, queue } = setUp()
      let started = 0
      for (const { requester, calls, isSaveInFlight, pauseMs } of bursts) {
        const maxWaitMs = isSaveInFlight ? 9_000 : 1_000
        for (let i = 0; i < calls; i++) call(requester, { isSaveInFlight, maxWaitMs })
        started += calls
        await advance(pauseMs)
      }
      await advance(10_000)
      expect([ended.length, queue.countWaiting()]).toEqual([started, 0])
      const times = ended.flatMap(({ isSent, endedAt }) => (isSent ? [endedAt] : []))
      for (const time of times) {
        const inOneSecond = times.filter((other) => other >= time && other <= time + 1_000)
        expect(inOneSecond.length).toBeLessThanOrEqual(180)
      }
    }),
    { numRuns: 40 },
  )
})
