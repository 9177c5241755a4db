import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPace } from './poll-scheduler'
import { createThrottle } from './throttle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const TEMPO = { least: 1_000, usual: 4_000, longest: 30_000 }
const middle = () => 0.5

it('a thousand calls in a second are one at once and one at the end of the second', async () => {
  const work = vi.fn(async () => true)
  const pace = createPace(TEMPO, work, middle)
  pace.start('room')
  await vi.advanceTimersByTimeAsync(1_500)
  expect(work).toHaveBeenCalledTimes(1)
  for (let at = 0; at < 1_000; at++) {
    pace.hurry('room')
    if (at % 2) await vi.advanceTimersByTimeAsync(1)
  }
  await vi.advanceTimersByTimeAsync(499)
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(work).toHaveBeenCalledTimes(3)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(work).toHaveBeenCalledTimes(4)
})

it('never works twice at a time, and a call during the work is not lost', async () => {
  let atOnce = 0
  let most = 0
  const work = vi.fn(async () => {
    most = Math.max(most, ++atOnce)
    await new Promise((done) => setTimeout(done, 2_500))
    atOnce--
    return true
  })
  const pace = createPace(TEMPO, work, middle)
  pace.start('room')
  await vi.advanceTimersByTimeAsync(100)
  pace.hurry('room')
  pace.hurry('room')
  await vi.advanceTimersByTimeAsync(2_401)
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(2_500)
  expect([work.mock.calls.length, most]).toEqual([2, 1])
})

it('goes on every four seconds, waits longer after failures, and ends when nobody wants it', async () => {
  let good = false
  const work = vi.fn(async () => good)
  const pace = createPace(TEMPO, work, middle)
  pace.start('room')
  pace.start('room')
  await vi.advanceTimersByTimeAsync(7_999)
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(work.mock.calls.length).toBeGreaterThan(20)
  good = true
  await vi.advanceTimersByTimeAsync(30_000)
  work.mockClear()
  await vi.advanceTimersByTimeAsync(8_000)
  expect(work).toHaveBeenCalledTimes(2)
  pace.stop('room')
  pace.hurry('room')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(work).toHaveBeenCalledTimes(2)
})

it('a throttle lets the first call through at once, the last one at the end, and names apart', async () => {
  const act = vi.fn()
  const call = createThrottle(1_000, act)
  for (let at = 0; at < 1_000; at++) call('a')
  call('b')
  expect(act.mock.calls).toEqual([['a'], ['b']])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(act.mock.calls).toEqual([['a'], ['b'], ['a']])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(act).toHaveBeenCalledTimes(3)
})
