import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ANNOUNCE_MS, createPresence } from './presence'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ada = { id: 'ada', name: 'Ada' }
const bo = { id: 'bo', name: 'Bo' }

/** Two processes that exchange messages until `disconnect` is called. */
function createReplicas() {
  let isDisconnected = false
  const changed = [vi.fn(), vi.fn()] as const
  const one = createPresence('one', (message) => isDisconnected || two.receive(message), changed[0])
  const two: typeof one = createPresence(
    'two',
    (message) => isDisconnected || one.receive(message),
    changed[1],
  )
  const disconnect = () => {
    isDisconnected = true
  }
  return { one, two, changed, disconnect }
}

it('lists everyone in any process, each person once', () => {
  const { one, two, changed } = createReplicas()
  const leave = one.join('r', ada)
  const leaveAgain = one.join('r', ada)
  two.join('r', bo)
  two.join('r', ada)
  two.join('other', bo)
  expect(one.list('r')).toEqual([ada, bo])
  expect(two.list('r')).toEqual([ada, bo])
  expect(changed[1]).toHaveBeenCalledWith('r')
  leave()
  expect(one.list('r')).toEqual([ada, bo])
  leaveAgain()
  expect(one.list('r')).toEqual([ada, bo])
  expect(one.list('other')).toEqual([bo])
})

it('a person who leaves is removed everywhere, with one event for those who stay', () => {
  const { one, two, changed } = createReplicas()
  const leave = one.join('r', ada)
  two.join('r', bo)
  changed[1].mockClear()
  leave()
  leave()
  expect(two.list('r')).toEqual([bo])
  expect(changed[1]).toHaveBeenCalledTimes(1)
})

it('people of a killed process are removed after fifteen seconds and not earlier', () => {
  const { one, two, changed, disconnect } = createReplicas()
  one.join('r', ada)
  for (let count = 0; count < 10; count++) {
    vi.advanceTimersByTime(ANNOUNCE_MS)
    one.heartbeat()
    two.heartbeat()
  }
  expect(two.list('r')).toEqual([ada])
  disconnect()
  changed[1].mockClear()
  vi.advanceTimersByTime(14_999)
  two.heartbeat()
  expect(two.list('r')).toEqual([ada])
  vi.advanceTimersByTime(1)
  two.heartbeat()
  expect(two.list('r')).toEqual([])
  expect(changed[1]).toHaveBeenCalledWith('r')
})

it('an announcement fits into a message, however many and long the names are', () => {
  const messages: string[] = []
  const presence = createPresence(
    'one',
    (message) => messages.push(JSON.stringify(message)),
    vi.fn(),
  )
  for (let i = 0; i < 60; i++) {
    presence.join('r'.repeat(48), { id: `person-${i}-`.padEnd(36, 'x'), name: '房'.repeat(300) })
  }
  for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThanOrEqual(7_900)
})
