import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { announce } from '@/lib/client/browser/announce'
import { announceKeys } from './live-announcer'

vi.mock('@/lib/client/browser/announce', () => ({ announce: vi.fn() }))
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.runAllTimers()
  vi.mocked(announce).mockClear()
  vi.useRealTimers()
})

const announcements = () => vi.mocked(announce).mock.calls.map(([text]) => text)
const format = (keys: string) => `${keys}!`

it('announces the first change at once and repeated changes once per pause', () => {
  announceKeys([], format)
  expect(announcements()).toEqual([])
  for (let second = 0; second < 14; second++) {
    announceKeys(second % 2 ? ['goal'] : ['goal', 'likes'], format)
    vi.advanceTimersByTime(1_000)
  }
  expect(announcements()).toEqual(['goal, likes!'])
  vi.advanceTimersByTime(1_000)
  expect(announcements()).toEqual(['goal, likes!', 'goal, likes!'])
})

it('stays silent after a pause without changes and announces the next change at once', () => {
  announceKeys(['a'], format)
  vi.advanceTimersByTime(15_000)
  expect(announcements()).toEqual(['a!'])
  announceKeys(['b'], format)
  expect(announcements()).toEqual(['a!', 'b!'])
})
