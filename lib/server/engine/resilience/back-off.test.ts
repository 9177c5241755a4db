import { expect, it } from 'vitest'
import { TIMINGS } from '../timings'
import { calculateBackOff } from './back-off'

/** The shortest and the longest pause in ms. */
const range = (pause: 'none' | 'short' | 'long', attempt: number) =>
  [() => 0, () => 1].map((random) => calculateBackOff(pause, attempt, TIMINGS, random))

it('waits up to 50 ms after a fault, twice as long each time', () => {
  expect([1, 2, 3].map((attempt) => range('short', attempt))).toEqual([
    [0, 50],
    [0, 100],
    [0, 200],
  ])
})

it('waits about a second after a rate-limit code, twice as long each time', () => {
  expect([1, 2].map((attempt) => range('long', attempt))).toEqual([
    [750, 1_250],
    [1_500, 2_500],
  ])
})

it('waits at most five seconds, and not at all before a new signature', () => {
  expect(range('long', 9)).toEqual([5_000, 5_000])
  expect(range('none', 1)).toEqual([0, 0])
})
