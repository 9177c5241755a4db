import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { announce } from '@/lib/client/browser/announce'
import { speakNews } from './live-announcer'

vi.mock('@/lib/client/browser/announce', () => ({ announce: vi.fn() }))
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.runAllTimers()
  vi.mocked(announce).mockClear()
  vi.useRealTimers()
})

const spoken = () => vi.mocked(announce).mock.calls.map(([text]) => text)
const say = (keys: string) => `${keys}!`

it('speaks at once, and of an app that goes on and on only now and then', () => {
  speakNews([], say)
  expect(spoken()).toEqual([])
  for (let second = 0; second < 14; second++) {
    speakNews(second % 2 ? ['goal'] : ['goal', 'likes'], say)
    vi.advanceTimersByTime(1_000)
  }
  expect(spoken()).toEqual(['goal, likes!'])
  vi.advanceTimersByTime(1_000)
  expect(spoken()).toEqual(['goal, likes!', 'goal, likes!'])
})

it('is silent after a pause in which nothing happened, and speaks at once of the next', () => {
  speakNews(['a'], say)
  vi.advanceTimersByTime(15_000)
  expect(spoken()).toEqual(['a!'])
  speakNews(['b'], say)
  expect(spoken()).toEqual(['a!', 'b!'])
})
