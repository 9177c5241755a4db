import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { coalesce } from './coalesce'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('runs a task at once, and a thousand calls later once more', async () => {
  const task = vi.fn(async () => undefined)
  const request = coalesce(task, 1_000)
  for (let n = 0; n < 1_000; n++) request()
  expect(task).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(999)
  request()
  expect(task).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(task).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(task).toHaveBeenCalledTimes(2)
  request()
  expect(task).toHaveBeenCalledTimes(3)
})

it('runs a slow task never twice at a time, and again if a call came meanwhile', async () => {
  let running = 0
  let mostRunning = 0
  const task = vi.fn(async () => {
    mostRunning = Math.max(mostRunning, ++running)
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    running--
  })
  const request = coalesce(task, 1_000)
  request()
  await vi.advanceTimersByTimeAsync(2_000)
  request()
  await vi.advanceTimersByTimeAsync(20_000)
  expect([task.mock.calls.length, mostRunning]).toEqual([2, 1])
})
