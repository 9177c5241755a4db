import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ANNOUNCE_MS, createWatchers } from './presence'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ada = { id: 'ada', name: 'Ada' }
const bo = { id: 'bo', name: 'Bo' }

/** Two processes on one bus, which can be cut. */
function replicas() {
  let cut = false
  const changed = [vi.fn(), vi.fn()] as const
  const one = createWatchers('one', (said) => cut || two.heard(said), changed[0])
  const two: typeof one = createWatchers('two', (said) => cut || one.heard(said), changed[1])
  const cutOff = () => {
    cut = true
  }
  return { one, two, changed, cutOff }
}

it('everybody is told who is there, in any process, each person once', () => {
  const { one, two, changed } = replicas()
  const leave = one.join('r', ada)
  const leaveAgain = one.join('r', ada)
  two.join('r', bo)
  two.join('r', ada)
  two.join('other', bo)
  expect(one.of('r')).toEqual([ada, bo])
  expect(two.of('r')).toEqual([ada, bo])
  expect(changed[1]).toHaveBeenCalledWith('r')
  leave()
  expect(one.of('r')).toEqual([ada, bo])
  leaveAgain()
  expect(one.of('r')).toEqual([ada, bo])
  expect(one.of('other')).toEqual([bo])
})

it('a person who leaves is gone everywhere, and those who stay hear of it once', () => {
  const { one, two, changed } = replicas()
  const leave = one.join('r', ada)
  two.join('r', bo)
  changed[1].mockClear()
  leave()
  leave()
  expect(two.of('r')).toEqual([bo])
  expect(changed[1]).toHaveBeenCalledTimes(1)
})

it('who watches in a process that was killed is forgotten after fifteen seconds, not before', () => {
  const { one, two, changed, cutOff } = replicas()
  one.join('r', ada)
  for (let beat = 0; beat < 10; beat++) {
    vi.advanceTimersByTime(ANNOUNCE_MS)
    one.beat()
    two.beat()
  }
  expect(two.of('r')).toEqual([ada])
  cutOff()
  changed[1].mockClear()
  vi.advanceTimersByTime(14_999)
  two.beat()
  expect(two.of('r')).toEqual([ada])
  vi.advanceTimersByTime(1)
  two.beat()
  expect(two.of('r')).toEqual([])
  expect(changed[1]).toHaveBeenCalledWith('r')
})

it('an announcement fits on the bus however many and long the names are', () => {
  const said: string[] = []
  const watchers = createWatchers('one', (message) => said.push(JSON.stringify(message)), vi.fn())
  for (let at = 0; at < 60; at++) {
    watchers.join('r'.repeat(48), { id: `person-${at}-`.padEnd(36, 'x'), name: '房'.repeat(300) })
  }
  for (const message of said) expect(Buffer.byteLength(message)).toBeLessThanOrEqual(7_900)
})
