import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { watchEventLoopLag } from './event-loop-lag'
import { createSessionConcurrency, type SessionConcurrency } from './session-concurrency'

describe('the concurrency of a session', () => {
  const acquireAll = (concurrency: SessionConcurrency, session: string) => {
    const releases: (() => void)[] = []
    for (
      let release = concurrency.acquire(session);
      release;
      release = concurrency.acquire(session)
    ) {
      releases.push(release)
    }
    return releases
  }

  it('is limited to 64 requests, independent of other sessions', () => {
    const concurrency = createSessionConcurrency(() => false)
    expect([acquireAll(concurrency, 'ada').length, acquireAll(concurrency, 'ben').length]).toEqual([
      64, 64,
    ])
  })

  it('is limited to 12 requests while the event loop lags, including earlier ones', () => {
    let isLagging = false
    const concurrency = createSessionConcurrency(() => isLagging)
    const releases = acquireAll(concurrency, 'ada')
    isLagging = true
    expect(acquireAll(concurrency, 'ben')).toHaveLength(12)
    for (const release of releases.slice(12)) release()
    expect(concurrency.acquire('ada')).toBeNull()
    releases[0]?.()
    expect(concurrency.acquire('ada')).not.toBeNull()
  })
})

it('the event loop counts as lagging from a delay until a second without one', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const histogram = {
    max: 21e6,
    reset() {
      histogram.max = 0
    },
  }
  const isLagging = watchEventLoopLag(histogram)
  await vi.advanceTimersByTimeAsync(500)
  expect(isLagging()).toBe(false)
  histogram.max = 220e6
  expect(isLagging()).toBe(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(isLagging()).toBe(true)
  await vi.advanceTimersByTimeAsync(100)
  expect(isLagging()).toBe(false)
})

it('a thread that is blocked makes the event loop lag', async () => {
  const histogram = monitorEventLoopDelay({ resolution: 20 })
  histogram.enable()
  onTestFinished(() => void histogram.disable())
  await expect.poll(() => histogram.count).toBeGreaterThan(0)
  const isLagging = watchEventLoopLag(histogram)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  await expect.poll(isLagging).toBe(true)
})
