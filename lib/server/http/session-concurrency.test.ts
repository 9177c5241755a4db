import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { watchLateness } from './event-loop-lag'
import { createCrowd } from './session-concurrency'

describe('the requests of one session', () => {
  const enterAll = (crowd: ReturnType<typeof createCrowd>, session: string) => {
    const leaves: (() => void)[] = []
    for (let leave = crowd.enter(session); leave; leave = crowd.enter(session)) leaves.push(leave)
    return leaves
  }

  it('are 64 at a time, and another session has its own', () => {
    const crowd = createCrowd(() => false)
    expect([enterAll(crowd, 'ada').length, enterAll(crowd, 'ben').length]).toEqual([64, 64])
  })

  it('are 12 while the process comes late, those before it counted', () => {
    let late = false
    const crowd = createCrowd(() => late)
    const leaves = enterAll(crowd, 'ada')
    late = true
    expect(enterAll(crowd, 'ben')).toHaveLength(12)
    for (const leave of leaves.slice(12)) leave()
    expect(crowd.enter('ada')).toBeNull()
    leaves[0]?.()
    expect(crowd.enter('ada')).not.toBeNull()
  })
})

it('a process comes late from the moment its thread was held up until a second of calm', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const isLate = watchLateness()
  await vi.advanceTimersByTimeAsync(500)
  expect(isLate()).toBe(false)
  // The clock goes on while no timer can run.
  const now = performance.now()
  const clock = vi.spyOn(performance, 'now').mockReturnValue(now + 200)
  await vi.advanceTimersByTimeAsync(20)
  expect(isLate()).toBe(true)
  clock.mockReturnValue(now + 1_300)
  expect(isLate()).toBe(false)
})
