import { expect, it } from 'vitest'
import { backOff, type Timings } from './back-off'

const timings: Timings = {
  connect: 1_000,
  attempt: 4_000,
  least: 500,
  short: 50,
  long: 1_000,
  longest: 5_000,
}
/** The shortest and the longest pause after an attempt. */
const range = (pause: 'none' | 'short' | 'long', attempt: number) =>
  [() => 0, () => 1].map((random) => backOff(pause, attempt, timings, random))

it('after a fault waits from nothing to 50 ms, doubling', () => {
  expect([1, 2, 3].map((attempt) => range('short', attempt))).toEqual([
    [0, 50],
    [0, 100],
    [0, 200],
  ])
})

it('after a rate code waits around a second, doubling', () => {
  expect([1, 2].map((attempt) => range('long', attempt))).toEqual([
    [750, 1_250],
    [1_500, 2_500],
  ])
})

it('never waits longer than five seconds, and not at all to sign anew', () => {
  expect(range('long', 9)).toEqual([5_000, 5_000])
  expect(range('none', 1)).toEqual([0, 0])
})
