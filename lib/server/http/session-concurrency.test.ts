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
  const isLagging = watchEventLoopLag()
  await vi.advanceTimersByTimeAsync(500)
  expect(isLagging()).toBe(false)
  // The clock advances although no timer fires.
  const now = performance.now()
  const clock = vi.spyOn(performance, 'now').mockReturnValue(now + 200)
  await vi.advanceTimersByTimeAsync(20)
  expect(isLagging()).toBe(true)
  clock.mockReturnValue(now + 1_300)
  expect(isLagging()).toBe(false)
})
