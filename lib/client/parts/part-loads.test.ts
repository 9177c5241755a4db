import { afterEach, expect, it, vi } from 'vitest'
import { hasFailedPart, retryParts, subscribeToPartLoads, untilLoaded } from './part-loads'

afterEach(retryParts)

const networkGone = () => Promise.reject(new Error('the network is gone'))

it('resolves to a part that loads', async () => {
  await expect(untilLoaded(async () => 'part')()).resolves.toBe('part')
  expect(hasFailedPart()).toBe(false)
})

it('waits after a failed load and loads again on request, as often as needed', async () => {
  const load = vi.fn<() => Promise<string>>(networkGone)
  const loaded = untilLoaded(load)()
  await vi.waitUntil(hasFailedPart)
  retryParts()
  await vi.waitUntil(hasFailedPart)
  expect(load).toHaveBeenCalledTimes(2)
  load.mockResolvedValue('part')
  retryParts()
  await expect(loaded).resolves.toBe('part')
  expect(load).toHaveBeenCalledTimes(3)
  expect(hasFailedPart()).toBe(false)
})

it('loads all failed parts again with one request', async () => {
  const loads = [
    vi.fn<() => Promise<string>>(networkGone),
    vi.fn<() => Promise<string>>(networkGone),
  ]
  const loaded = loads.map((load) => untilLoaded(load)())
  await vi.waitUntil(hasFailedPart)
  for (const load of loads) load.mockResolvedValue('part')
  retryParts()
  await expect(Promise.all(loaded)).resolves.toEqual(['part', 'part'])
})

it('tells its listeners about a failure and about a new attempt', async () => {
  const states: boolean[] = []
  const unsubscribe = subscribeToPartLoads(() => states.push(hasFailedPart()))
  const load = vi.fn<() => Promise<string>>(networkGone)
  const loaded = untilLoaded(load)()
  await vi.waitUntil(hasFailedPart)
  load.mockResolvedValue('part')
  retryParts()
  await loaded
  expect(states).toEqual([true, false])
  unsubscribe()
  retryParts()
  expect(states).toEqual([true, false])
})
