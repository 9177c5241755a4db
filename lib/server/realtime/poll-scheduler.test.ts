import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPollScheduler } from './poll-scheduler'
import { createTrailingThrottle } from './throttle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const INTERVALS = { minMs: 1_000, normalMs: 4_000, maxMs: 30_000 }
const noSpread = () => 0.5

it('a thousand calls in a second cause one poll at once and one at the end of the second', async () => {
  const poll = vi.fn(async () => true)
  const scheduler = createPollScheduler(INTERVALS, poll, noSpread)
  scheduler.start('room')
  await vi.advanceTimersByTimeAsync(1_500)
  expect(poll).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 1_000; i++) {
    scheduler.runSoon('room')
    if (i % 2) await vi.advanceTimersByTimeAsync(1)
  }
  await vi.advanceTimersByTimeAsync(499)
  expect(poll).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(poll).toHaveBeenCalledTimes(3)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(poll).toHaveBeenCalledTimes(4)
})

it('never polls twice at a time, and does not lose a call during a poll', async () => {
  let running = 0
  let mostRunning = 0
  const poll = vi.fn(async () => {
    mostRunning = Math.max(mostRunning, ++running)
    await new Promise((done) => setTimeout(done, 2_500))
    running--
    return true
  })
  const scheduler = createPollScheduler(INTERVALS, poll, noSpread)
  scheduler.start('room')
  await vi.advanceTimersByTimeAsync(100)
  scheduler.runSoon('room')
  scheduler.runSoon('room')
  await vi.advanceTimersByTimeAsync(2_401)
  expect(poll).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(2_500)
  expect([poll.mock.calls.length, mostRunning]).toEqual([2, 1])
})

it('polls every four seconds, less often after failures, and stops on request', async () => {
  let isSuccess = false
  const poll = vi.fn(async () => isSuccess)
  const scheduler = createPollScheduler(INTERVALS, poll, noSpread)
  scheduler.start('room')
  scheduler.start('room')
  await vi.advanceTimersByTimeAsync(7_999)
  expect(poll).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(poll).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(poll.mock.calls.length).toBeGreaterThan(20)
  isSuccess = true
  await vi.advanceTimersByTimeAsync(30_000)
  poll.mockClear()
  await vi.advanceTimersByTimeAsync(8_000)
  expect(poll).toHaveBeenCalledTimes(2)
  scheduler.stop('room')
  scheduler.runSoon('room')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(poll).toHaveBeenCalledTimes(2)
})

it('a throttle runs the first call at once and the last one at the end, for each key separately', async () => {
  const action = vi.fn()
  const call = createTrailingThrottle(1_000, action)
  for (let i = 0; i < 1_000; i++) call('a')
  call('b')
  expect(action.mock.calls).toEqual([['a'], ['b']])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(action.mock.calls).toEqual([['a'], ['b'], ['a']])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(action).toHaveBeenCalledTimes(3)
})
